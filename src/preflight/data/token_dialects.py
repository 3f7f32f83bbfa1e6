"""How each sending platform writes its tokens.

Source: the project's table of token dialects of 2026-11-22 (vendors' own texts, third parties where they are silent);
written by us, under this project's licence. Patterns are possessive and stop where the
next token begins, so that no mail takes long; those of `INSIDE` look at a token without its brackets.
"""

from __future__ import annotations

DATED = "2026-11-22"

SHAPES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("braze", r"\{\{\{?(?:[^{}$]|\$(?!\{)){0,200}+\$\{[^{}]{1,200}+\}[^{}]{0,300}+\}\}\}?", ("braze",)),
    ("triple", r"\{\{\{[^{}]{1,300}+\}\}\}", ("sendgrid", "pardot", "iterable")),
    ("braces", r"\{\{[^{}]{1,500}+\}\}", ()),
    ("marketo", r"\{%=(?:[^%{]|%(?!\})|\{(?!%)){1,500}+%\}", ("marketo",)),
    ("liquid", r"\{%(?:[^%{]|%(?!\})|\{(?!%)){1,500}+%\}", ("hubspot", "klaviyo", "braze", "customerio")),
    ("block", r"%%\[(?:[^\]%]|\](?!%%)|%(?!%\[)){0,2000}+\]%%", ("sfmc",)),
    ("inline", r"%%=(?:[^=%]|=(?!%%)|%(?!%=)){1,500}+=%%", ("sfmc",)),
    ("percents", r"%%[A-Za-z_][\w .:-]{0,100}+%%", ("sfmc", "pardot")),
    ("stars", r"\*\|[A-Za-z#](?:[^|*<>\n]|\|(?!\*)){0,300}+\|\*", ("mailchimp",)),
    ("asp", r"<%[=@]?\s*[A-Za-z](?:[^%<]|%(?!>)|<(?!%)){0,300}+%>", ("sendgrid",)),
    ("squares", r"\[\[[A-Za-z_][^\[\]<>\n]{0,200}\]\]", ("iterable",)),
    ("mailgun", r"%(?:recipient\.[\w.-]{1,80}|(?:tag_|mailing_list_)?unsubscribe_(?:url|email)"
     r"|recipient(?:_\w{1,20})?)%", ("mailgun",)),
    ("mautic", r"\{(?:(?:contact|lead|owner)field|pagelink|assetlink)=[^{}<>\n]{1,200}\}"
     r"|\{(?:unsubscribe|webview|dnc|resubscribe)_(?:text|url)\}|\{(?:signature|tracking_pixel)\}", ("mautic",)),
    ("brackets", r"\[(?:unsubscribe|webversion|preferences|forwardtoafriend)\]"
     r"|\[(?:firstname|lastname|fullname|email|[A-Za-z]\w{0,60})\s*,\s*fallback=[^\[\]<>\n]{0,100}\]"
     r"|\[(?:firstname|lastname|fullname)\]|\[(?:if|elseif):\w{1,60}[^\[\]<>\n]{0,100}\]", ("campaignmonitor",)),
    ("eloqua", r"~~eloqua\.\.[^~<>\n]{1,300}~~"
     r"|<span\s+class=[\"']?eloquaemail[\"']?\s*>[^<]{1,100}</span>", ("eloqua",)),
    ("elements", r"<(?:unsubscribe|webversion|preferences)\b[^<>]{0,200}>", ("campaignmonitor",)),
    ("encoded", r"%7B%7B(?:[^%<>\s\"']|%(?!7D%7D|7B%7B)){1,300}+%7D%7D|\*%7C(?:[\w:-]|%(?!7C)){1,100}+%7C\*", ()),
)  # fmt: skip
"""Name, pattern, and the platforms that write so where the inside does not tell more."""

ONLY_ON: dict[str, tuple[tuple[str, str], ...]] = {
    "marketo": (
        ("velocity",
         r"#(?:if|elseif|foreach|set)\s*\([^()\n]{0,300}\)|#(?:else|end)\b|\$!?\{?lead\.[\w.]{1,80}\}?"),
    ),
    "campaignmonitor": (("brackets", r"(?<!!)\[(?:else|endif|[a-z][a-z0-9_]{1,40})\]"),),
}  # fmt: skip
"""Shapes too much like ordinary text to be looked for where another platform is said."""

INSIDE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"contact\.|personalization_token|site_settings\.|unsubscribe_link(?:_all)?\b|view_as_page_url|owner\.|content\.",
     ("hubspot",)),
    (r"lead\.|my\.|system\.|member\.", ("marketo",)),
    (r"company\.", ("marketo", "hubspot")),
    (r"Recipient\.|Unsubscribe$|EmailPreferenceCenter|View_Online|Sender\.|Account\.", ("pardot",)),
    (r"customer\.", ("customerio",)),
    (r"person\.|organization\.", ("klaviyo",)),
    (r"event\.|trigger\.|campaign\.", ("klaviyo", "customerio", "marketo")),
    (r"insert\s|weblink|unsubscribe_preferences|unsubscribe$", ("sendgrid",)),
    (r"unsubscribeUrl|unsubscribeMessageTypeUrl|hostedUnsubscribeUrl|defaultIfEmpty\b|#eq\b|/eq\b", ("iterable",)),
    (r"UnsubscribeURL|ManageURL|MessageURL|OptinURL|TrackLink|TrackView|\.\w|if\s|else$|end$|range\s|with\s|template\s",
     ("listmonk",)),
    (r"[#/^>]|else\b", ("pardot", "sendgrid", "iterable", "mailgun")),
    (r"custom_attribute\.|content_blocks\.|connected_content|subscribed_state", ("braze",)),
)  # fmt: skip
"""How the inside of `{{ … }}` begins, and who writes so; the first that fits tells."""

BRACES: tuple[str, ...] = ("klaviyo", "sendgrid", "iterable", "mailgun", "customerio", "hubspot", "braze")
"""Who may have written a plain `{{ first_name }}`."""

UNSUBSCRIBE = r"(?:unsub(?!scribe_preferences)|optout|opt_out|set_user_to_unsubscribed|hostedUnsubscribe)"
PREFERENCE = (
    r"(?:unsubscribe_preferences|preference|profile_center|update_profile|ManageURL|manage_pref|subscription_cent|asm_pref"
    r"|hs_subscription|^system\.manage)"
)
VIEW = (
    r"(?:view_as_page|viewAs|view_online|view_email_url|web_?view|web_?version|weblink|browser_link|MessageURL"
    r"|(?:^|[^\w])ARCHIVE$)"
)
ADDRESS = (
    r"(?:Member_(?:Busname|Addr|City|State|PostalCode|Country)|LIST:ADDRESS|LIST_ADDRESS|site_settings\.company_"
    r"|organization\.(?:full_)?address|company_(?:street|address|city|zip)|postal_?address|Sender_Addr)"
)
"""What a token's inside says it is for."""

DIRECTIVE = (
    r"(?:if|elseif|elif|elsif|else|endif|end|unless|endunless|case|when|endcase|for|endfor|assign|capture|endcapture|set"
    r"|include|extends|block|endblock|module|widget_\w+|import|macro|endmacro|comment|endcomment|raw|endraw|with|range"
    r"|template|define|connected_content|dnd_\w+|end_\w+|render|load|cycle|abort_message|group)\b|[#/^>]"
)
"""How the inside of a token begins that decides over text and is none itself."""

INCLUDES = (
    r"\{%-?\s*(?:include|extends|render|module|widget_block|dnd_area|dnd_section|import)\b[^%]{0,300}+%\}"
    r"|\{\{\s*(?:>|template\s+[\"']|content_blocks\.|[\"']?(?:content|body|yield)\s*\}\})[^{}]{0,200}"
    r"|\{\{\{\s*(?:content|body|yield)\s*\}\}\}|%%=\s*v?\(?\s*(?:ContentBlock\w*|ContentArea\w*|TreatAsContent\w*)\s*\([^%]{0,200}"
    r"|<%[=-]?\s*(?:yield|include|render)\b[^%]{0,200}+%>"
)  # fmt: skip
"""Tokens that bring in content from another file."""
