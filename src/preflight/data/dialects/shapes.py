"""The brackets that tokens stand in, and how the inside tells what decides over text and what brings in a file.

Source: the project's table of token dialects of 2026-11-22 (vendors' own texts, third parties where they are silent);
written by us, under this project's licence. Patterns are possessive, bounded, and stop where the next token begins,
so that no mail takes long. A string inside may hold brackets, where it begins as strings do: after a blank, a comma,
a colon, a bracket or a bar; an apostrophe within a word is none.
"""

from __future__ import annotations

_STRING = r"(?<=[\s(,:=\[|])(?:\"(?:[^\"\n\\]|\\.){0,500}+\"|'(?:[^'\n\\]|\\.){0,500}+')"
_LIQUID = r"(?:" + _STRING + r"|[^%{]|%(?!\})|\{(?!%)){1,2000}+"


def _region(word: str) -> str:
    """From `{% word %}` to its end; a second beginning ends the search, so that it stays linear."""
    return (
        rf"\{{%-?\s*{word}\b[^%{{}}]{{0,100}}+%\}}(?:[^{{]|\{{(?!%-?\s*(?:end)?{word}\b)){{0,20000}}+"
        rf"\{{%-?\s*end{word}\s*-?%\}}"
    )


SHAPES: tuple[tuple[str, str], ...] = (
    ("comment", r"\{\{!--(?:[^-{]|\{(?!\{!--)|-(?!-\}\})){0,2000}+--\}\}"
     r"|\{\{~?/\*[^{}]{0,500}+\*/\s*-?\}\}|\{\{![^{}]{0,500}+\}\}"
     r"|\{#(?:[^#{]|\{(?!#)|#(?!\})){0,500}+#\}|" + "|".join(_region(word) for word in ("comment", "raw", "verbatim"))),
    ("braze", r"\{\{\{?(?:[^{}$]|\$(?!\{)){0,200}+\$\{[^{}]{1,200}+\}[^{}]{0,300}+\}\}\}?"),
    ("triple", r"\{\{\{[^{}]{1,300}+\}\}\}"),
    ("braces", r"\{\{(?:" + _STRING + r"|[^{}]|(?<=[\s(,:=*])\{[^{}]{0,300}+\}(?!\})){1,2000}+\}\}"
     r"|\{\{[^{}]{1,500}+\}\}"),
    ("marketo", r"\{%=" + _LIQUID + r"%\}"),
    ("liquid", r"\{%" + _LIQUID + r"%\}"),
    ("block", r"%%\[(?:" + _STRING + r"|[^\]%]|\](?!%%)|%(?!%\[)){0,50000}+\]%%"),
    ("inline", r"%%=(?:" + _STRING + r"|[^=%]|=(?!%%)|%(?!%=)){1,500}+=%%"),
    ("percents", r"%%[A-Za-z_][\w .:-]{0,100}+%%"),
    ("stars", r"\*\|[A-Za-z#](?:[^|*<>\n]|\|(?!\*)){0,300}+\|\*"),
    ("asp", r"<%[=@-]?\s*[A-Za-z](?:[^%<]|%(?!>)|<(?!%)){0,300}+%>"),
    ("squares", r"\[\[[A-Za-z_][^\[\]<>\n]{0,200}\]\]"),
    ("mailgun", r"%(?:recipient\.[\w.-]{1,80}|(?:tag_|mailing_list_)?unsubscribe_(?:url|email)"
     r"|recipient(?:_\w{1,20})?)%"),
    ("mautic", r"\{(?:(?:contact|lead|owner)field|pagelink|assetlink)=[^{}<>\n]{1,200}\}"
     r"|\{(?:unsubscribe|webview|dnc|resubscribe)_(?:text|url)\}|\{(?:signature|tracking_pixel)\}"),
    ("brackets", r"\[(?:unsubscribe|webversion|preferences|forwardtoafriend)\]"
     r"|\[(?:firstname|lastname|fullname|email|[A-Za-z]\w{0,60})\s*,\s*fallback=[^\[\]<>\n]{0,100}\]"
     r"|\[(?:firstname|lastname|fullname)\]|\[(?:if|elseif):\w{1,60}[^\[\]<>\n]{0,100}\]"),
    ("eloqua", r"~~eloqua\.\.[^~<>\n]{1,300}~~"
     r"|<span\s+class=[\"']?eloquaemail[\"']?\s*>[^<]{1,100}</span>"),
    ("elements", r"<(?:unsubscribe|webversion|preferences)\b[^<>]{0,200}>"),
    ("encoded", r"%7B%7B(?:[^%<>\s\"']|%(?!7D%7D|7B%7B)){1,300}+%7D%7D|\*%7C(?:[\w:-]|%(?!7C)){1,100}+%7C\*"),
)  # fmt: skip
"""Name and pattern; the first that fits tells."""

ONLY_ON: dict[str, tuple[tuple[str, str], ...]] = {
    "marketo": (
        ("velocity",
         r"#(?:if|elseif|foreach|set)\s*\([^()\n]{0,300}\)|#(?:else|end)\b|\$!?\{?lead\.[\w.]{1,80}\}?"),
    ),
    "campaignmonitor": (("only_brackets", r"(?<!!)\[(?:else|endif|[a-z][a-z0-9_]{1,40})\]"),),
}  # fmt: skip
"""Shapes too much like ordinary text to be looked for where another platform is said."""

HINT = (
    r"\{\{|\}\}|\{%|%\}|%%|\*\||\|\*|<%|\[\[|%7B%7B|\*%7C|~~eloqua|eloquaemail|fallback=|\{[a-z]+_?[a-z]*[=}]|\[[a-z]"
    r"|%[rmtu]|[*|](?:[fl]name|unsub|archive)|<(?:uns|web|pre)|#(?:if|for|set|els|end)|\$!?\{?lead|\{\s?[a-z]|\{#|\{!"
)
"""A text without any of these holds no token, and no broken one."""

OWN_ONLY: frozenset[str] = frozenset({"asp"})
"""Brackets that many template languages share: here only what a platform calls its own is the platform's."""

UNSUBSCRIBE = r"unsub(?!scribe_preferences)|optout|opt_out"
PREFERENCE = r"unsubscribe_preferences|preference|manage_pref|subscription_cent"
VIEW = r"web_?view|web_?version|browser_link|view_?online"
ADDRESS = r"company_(?:street|address|city|zip)|postal_?address"
"""What a token is for, whoever writes it; the dialects say more."""

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

FALLBACKS: tuple[str, ...] = (
    r"personalization_token\(\s*[\"'][^\"']*[\"']\s*,\s*[\"']([^\"']*)[\"']",
    r"defaultIfEmpty\s+\S+\s+[\"']([^\"']*)[\"']",
    r"\?:\s*[\"']([^\"']*)[\"']",
    r"\bdefault\s*(?:[:=]|\()\s*[\"']([^\"']*)[\"']",
    r":default=([^}]*)",
    r"[\"']default=([^\"']*)[\"']",
    r"\bfallback=([^\]]*)",
    r"\bor\s+\S+\s+[\"']([^\"']*)[\"']",
    r"\S\s+or\s+[\"']([^\"']*)[\"']",
    r"\S\s+or\s+([\w.]+)$",
    r"IIF\(\s*Empty\([^()]*\)\s*,\s*[\"']([^\"']*)[\"']",
)
"""How a token's inside says what stands in for a blank; the group is that."""

FILTERS: frozenset[str] = frozenset(
    {"upcase", "downcase", "capitalize", "strip", "escape", "title", "lower", "upper", "safe", "url_encode", "raw",
     "striptags", "urlencode", "trim", "length", "first", "last", "e"}
)  # fmt: skip
"""Words after a `|` that are filters, never a fallback."""


OTHER_NAMES = (
    r"(?:subject|preheader|preview_?text|content|body|yield|title|year|current_?year|date|today|now|company_?(?:name|address)"
    r"|unsub\w*|view\w*|web\w*|logo\w*|\w*(?:url|link|src|href|image|img))$"
)
"""Plain names that are the mail's or the sender's own rather than a recipient's."""
