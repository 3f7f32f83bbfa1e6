"""What URLs look like that act in somebody's name when requested: they count a click or an open, or unsubscribe.

Source: the project's own notes of 2026-11-22 (real messages, vendors' pages); written by us, under this project's
licence. Used where a redirect or a stray ask would lead to one; the roles of a message's own links are set in `load`.
Platforms' customers use domains of their own, so most shapes name the path alone.
"""

from __future__ import annotations

DATED = "2026-11-22"

LEAVING_SEGMENT = (
    r"(?:one-?click-?)?(?:un-?subscribe[sd]?|unsub2?|opt-?out|optout|encryptedunsubscribe|list-unsubscribe"
    r"|abmelden|abmeldung|abbestellen|austragen|desabonner|desabonnement|desinscription|se-desabonner"
    r"|darse-de-baja|cancelar-suscripcion|disiscriviti|disiscrizione|cancellati|afmelden|uitschrijven"
    r"|(?:[\w-]{1,40}-)?remove(?:-?me)?\.(?:html?|cgi|php|aspx?)|avregistrera|avsluta-prenumeration|afmeld|avmeld|odhlasit|wypisz)(?:-(?:link|confirm|success|done|now|me|here|page|all|email|newsletter))?(?:\.\w{2,5})?"
)
"""A whole segment of a path that says: leave this list. Words inside a longer headline do not count."""

PREFERENCE_SEGMENT = (
    r"(?:listinfo|email-?preferences?|subscription-?preferences?|preference-?cent(?:er|re)|manage-?subscriptions?)"
)
"""A whole segment that says: change what I get."""

OPENS: tuple[str, ...] = (
    r"/track/open(?:\.php)?",
    r"/trackurl\?",
    r"/wf/open",
    r"/ss/o/",
    r"/I0/[0-9a-f-]{20,}",
    r"/(?:e3t/|e2t/)?Cto/",
    r"/e2t/o/",
    r"/tr/op/",
    r"/e/o/[\w-]+",
    r"/e/eo\?",
    r"/oo/[^/]+/.*e\.gif",
    r"/on\.jsp\?",
    r"/open\.aspx\?",
    r"/open\?(?:m|token)=",
    r"/servlet/servlet\.ImageServer\?",
    r"/e/FooterImages/",
    r"/email/[0-9a-f]{10,}\.gif",
    r"/trk\?t=",
    r"/t/[\w]+-o-[\w]+/o\.gif",
    r"/lt\.php\?.*\bl=open",
)
"""Paths (with the question mark where it tells) of open pixels."""

CLICKS: tuple[str, ...] = (
    r"/(?:uni/)?ls/click\?upn=",
    r"/(?:uni/)?ss/c/u\d",
    r"/track/click[/?]",
    r"/mctx/clicks\?",
    r"/(?:e3t/|e2t/|s1t/)?Ctc/",
    r"/e2t/c/",
    r"/cta/redirect/\d",
    r"/f/a/[\w-]+~~/",
    r"/u/click\?_t=",
    r"/a/click\?_t=",
    r"/e/c/ey[\w-]+",
    r"/L0/https?:",
    r"/tr/cl/",
    r"/mk/cl/",
    r"/CL0/",
    r"/Prod/link-tracker\?",
    r"/lt\.php\?",
    r"/tn\.jsp\?",
    r"/lnk/[^/]+/\d+/",
    r"/link/c/[\w-]+",
    r"/e/er\?.*\belq",
    r"/e/\d+/[^?]*\?h=[\w-]{20,}",
    r"/\?qs=[0-9a-f]{30,}",
    r"/redirect/2/ey",
    r"/r/[0-9a-f]{16,}\?ct=",
    r"/tracking/(?:click|unsubscribe)\?",
    r"/3t?s?/[^/]+%2F",
    r"/pub/cc\?",
    r"/proc\.php\?(?:.*&)?nl=",
    r"/[Cc]lick\?q=(?=[\w-]*(?:\d|[a-z][A-Z]))[\w-]{16,}",
)
"""Paths of click-tracking wrappers: a request counts as somebody's click."""

UNSUBSCRIBES: tuple[str, ...] = (
    r"/wf/unsubscribe",
    r"/asm/(?:unsubscribe/?)?\?(?:user_id|data)=",
    r"/subscriptions/(?:un)?subscribe",
    r"/unsub2?\b",
    r"/t/[\w]+-u-[\w]+",
    r"/profile\?u=[0-9a-f]{10,}",
    r"/(?:mailman|lists)/options/",
)
"""Paths of platforms' unsubscribe and profile pages."""

WRAPPER_HOSTS: frozenset[str] = frozenset(
    {
        "list-manage.com",
        "list-manage1.com",
        "list-manage2.com",
        "mandrillapp.com",
        "klclick.com",
        "klclick1.com",
        "klclick2.com",
        "klclick3.com",
        "klaviyomail.com",
        "kmail-lists.com",
        "ct.sendgrid.net",
        "hubspotlinks.com",
        "sidekickopen.com",
        "exct.net",
        "sparkpostmail.com",
        "customeriomail.com",
        "track.customer.io",
        "pstmrk.it",
        "awstrack.me",
        "sendibt2.com",
        "sendibt3.com",
        "acemlna-d.com",
        "createsend1.com",
        "cmail19.com",
        "cmail20.com",
        "rs6.net",
        "convertkit-mail.com",
        "convertkit-mail2.com",
        "mlsend.com",
        "mjt.lu",
        "emltrk.com",
        "mltrk.io",
        "clicks.aweber.com",
        "trackedlink.net",
        "dmtrk.net",
        "infusion-links.com",
        "omnisendlink.com",
        "intercom-clicks.com",
        "en25.com",
    }
)
"""Hosts that serve nothing but clicks, opens and unsubscribes."""

TOKENS = (
    r"\{\{|\}\}|%7B%7B|%7D%7D|\{%|%7B%25|<%|%3C%(?:25|=|%20|@)|\*\||\|\*|%7C\*|\*%7C|\[\[|\]\]|%5B%5B|%5D%5D|\$\{|\$%7B"
    r"|%%\[|%%[\w=.-]+%%|%25%25[\w=.-]+%25%25"
)
"""A personalisation token that is still in a URL, bare or percent-encoded: such a URL belongs to nobody yet."""
