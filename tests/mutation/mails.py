"""Sound mails, in the words of `preflight.testing.facts_from`: four dialects, two languages."""

from __future__ import annotations

from functools import cache
from itertools import product
from string import Template
from typing import Any

DIALECTS = ("hubspot", "mailchimp", "sfmc", "marketo")
LANGUAGES = ("en", "de")
EACH = tuple(product(DIALECTS, LANGUAGES))

_TOKENS: dict[str, dict[str, str]] = {
    "hubspot": {
        "en_name": '{{ personalization_token("contact.firstname", "there") }}',
        "de_name": '{{ personalization_token("contact.firstname", "zusammen") }}',
        "leave": "{{ unsubscribe_link_all }}", "view": "{{ view_as_page_url }}",
    },
    "mailchimp": {
        "en_name": "*|IF:FNAME|**|FNAME|**|ELSE:|*there*|END:IF|*",
        "de_name": "*|IF:FNAME|**|FNAME|**|ELSE:|*zusammen*|END:IF|*",
        "leave": "*|UNSUB|*", "view": "*|ARCHIVE|*",
    },
    "sfmc": {
        "en_name": '%%=IIF(Empty(FirstName),"there",FirstName)=%%',
        "de_name": '%%=IIF(Empty(FirstName),"zusammen",FirstName)=%%',
        "leave": "%%unsub_center_url%%", "view": "%%view_email_url%%",
    },
    "marketo": {
        "en_name": "{{lead.First Name:default=there}}", "de_name": "{{lead.First Name:default=zusammen}}",
        "leave": "{{system.unsubscribeLink}}", "view": "{{system.viewAsWebpageLink}}",
    },
}  # fmt: skip
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "subject": "Three evenings in our winter studio",
        "preheader": "Print, paper and light: places for twelve, from 2 December.",
        "hello": "Hello", "view_words": "View in your browser", "alt": "A press and a stack of paper",
        "heading": "Three evenings in our winter studio",
        "intro": "On Wednesday, 2 December 2026 we open the studio for three evenings about print, paper and light. "
                 "Bring a picture that you like, and take home a poster that you made yourself.",
        "more": "Each evening begins at 7 pm with a short talk. Then we set type, mix ink and print together, and there "
                "is soup at nine. There are twelve places; the first to write gets the first choice.",
        "button": "Book your evening", "second": "See the programme of all evenings",
        "address": "Acme Studio Ltd, 1 High Street, London SW1A 2AA",
        "why": "You get this mail because you asked for our news.", "leave_words": "Unsubscribe",
        "imprint": "Legal notice", "imprint_path": "legal-notice",
    },
    "de": {
        "subject": "Drei Abende in unserem Winterstudio",
        "preheader": "Druck, Papier und Licht: Plätze für zwölf, ab dem 2. Dezember.",
        "hello": "Hallo", "view_words": "Im Browser ansehen", "alt": "Eine Presse und ein Stapel Papier",
        "heading": "Drei Abende in unserem Winterstudio",
        "intro": "Am Mittwoch, 2. Dezember 2026 öffnen wir das Studio für drei Abende über Druck, Papier und Licht. "
                 "Bringen Sie ein Bild mit, das Ihnen gefällt, und nehmen Sie ein eigenes Plakat mit nach Hause.",
        "more": "Jeder Abend beginnt um 19 Uhr mit einem kurzen Vortrag. Dann setzen wir Lettern, mischen Farbe und "
                "drucken zusammen, und um neun gibt es Suppe. Es gibt zwölf Plätze; wer zuerst schreibt, wählt zuerst.",
        "button": "Abend buchen", "second": "Das Programm aller Abende ansehen",
        "address": "Acme Studio GmbH, Lindenstraße 12, 10969 Berlin",
        "why": "Sie bekommen diese Mail, weil Sie unseren Newsletter bestellt haben.", "leave_words": "Newsletter abbestellen",
        "imprint": "Impressum", "imprint_path": "impressum",
    },
}  # fmt: skip
_HTML = Template("""\
<!DOCTYPE html>
<html lang="$lang">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width">
<title>$subject</title>
</head>
<body style="margin:0;background-color:#ffffff;color:#222222;font-family:Arial,sans-serif;font-size:16px">
<div style="display:none;max-height:0;overflow:hidden">$preheader</div>
<table role="presentation" width="600" cellpadding="0" cellspacing="0">
<tr><td>
<p><a href="$view" style="color:#003366">$view_words</a></p>
<img src="https://www.acme.test/img/press.png" width="600" height="200" alt="$alt">
<h1>$heading</h1>
<p>$hello $name,</p>
<p>$intro</p>
<p>$more</p>
<p><a href="https://www.acme.test/book?$utm" style="color:#003366">$button</a></p>
<p><a href="https://www.acme.test/programme?$utm" style="color:#003366">$second</a></p>
<!-- content ends -->
</td></tr>
<tr><td>
<p>$address</p>
<p>$why</p>
<p><a href="$leave" style="color:#003366">$leave_words</a></p>
<p><a href="https://www.acme.test/$imprint_path?$utm" style="color:#003366">$imprint</a></p>
</td></tr>
</table>
</body>
</html>
""")
_TEXT = Template("""\
$heading

$hello $name,

$intro

$more

$button: https://www.acme.test/book?$plain_utm
$second: https://www.acme.test/programme?$plain_utm

$address
$why
$leave_words: $leave
$imprint: https://www.acme.test/$imprint_path?$plain_utm
""")
_UTM = "utm_source=newsletter&utm_medium=email&utm_campaign=2026-11_winter-studio"


@cache
def _values(dialect: str, language: str) -> dict[str, str]:
    tokens = _TOKENS[dialect]
    return {
        **_WORDS[language], "lang": language, "name": tokens[f"{language}_name"], "leave": tokens["leave"],
        "view": tokens["view"], "utm": _UTM.replace("&", "&amp;"), "plain_utm": _UTM,
    }  # fmt: skip


def sound(dialect: str, language: str) -> dict[str, Any]:
    """A mail without a fault, new each time."""
    values = _values(dialect, language)
    return {
        "html": _HTML.substitute(values),
        "text": _TEXT.substitute(values),
        "subject": values["subject"],
        "from": "Acme Studio <studio@acme.test>",
        "reply_to": "hello@acme.test",
        "language": language,
        "now": "2026-11-24T08:00:00Z",
        "send": {
            "name": f"2026-11_{language}_winter-studio_em1",
            "series": "workshops",
            "kind": "marketing",
            "platform": dialect,
            "timezone": "Europe/Berlin",
            "scheduled_at": "2026-11-25T09:00:00",
            "owner": "jane@acme.test",
            "sender": {"postal_addresses": [values["address"]]},
        },
    }
