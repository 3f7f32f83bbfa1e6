"""Faults of how a mail is made and whether everybody can read it: html, images, accessibility."""

from __future__ import annotations

import re

from tests.mutation.faults import END, Fault, Words, add, swap

_TABLE = '<table role="presentation" width="600" cellpadding="0" cellspacing="0">'
_PICTURE = '<img src="https://www.acme.test/img/press.png" width="600" height="200" alt="'
_FOOT = "</table>\n</body>"


def _foreign(words: Words) -> Words:
    words["html"] = re.sub(r'<html lang="\w+">', '<html lang="fr">', words["html"])
    return words


def _mute(words: Words) -> Words:
    words["html"] = re.sub(r'(<img src="[^"]*press\.png"[^>]*) alt="[^"]*"', r"\1", words["html"])
    return words


def _untitled(words: Words) -> Words:
    words["html"] = re.sub(r"<title>.*?</title>\n", "", words["html"])
    return words


def _pictures_alone(words: Words) -> Words:
    content, end, foot = words["html"].partition(END)
    words["html"] = re.sub(r"<(p|h1)>.*</\1>", "", content) + end + foot
    return words


FAULTS: tuple[Fault, ...] = (
    Fault("too long", "html.clipped", swap(_FOOT, f"</table>\n<!-- {'x' * 102_400} -->\n</body>"), severity="warning"),
    Fault("a script", "html.forbidden-element", add("<script>track()</script>"), "<script>", "blocker"),
    Fault("a frame", "html.forbidden-element", add('<iframe src="https://www.acme.test/f"></iframe>'), "<iframe", "blocker"),
    Fault("an object", "html.forbidden-element", add('<object data="a.swf"></object>'), "<object", "blocker"),
    Fault("a form", "html.forbidden-element", add('<p><input type="text" name="q"></p>'), "<p><input", "warning"),
    Fault("a handler", "html.forbidden-element", add('<p onclick="go()">More</p>'), "<p onclick", "warning"),
    Fault("a style sheet", "html.forbidden-element",
          swap("</head>", '<link rel="stylesheet" href="https://www.acme.test/a.css">\n</head>'), "<link rel", "warning"),
    Fault("a web font", "html.forbidden-element",
          swap("</head>", '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=A">\n</head>'), severity="note"),
    Fault("a comment for Outlook", "html.malformed", swap(_FOOT, "</table>\n<!--[if mso]><p>Hi</p>\n</body>"),
          "<!--[if mso]>", "warning"),
    Fault("an open comment", "html.malformed", swap(_FOOT, "</table>\n<!-- the end\n</body>"), "<!-- the end", "warning"),
    Fault("an open table", "html.malformed", add("<table role=presentation><tr><td>Hi</td></tr>"), "<table role=pres", "warning"),
    Fault("an open table for Outlook", "html.malformed",
          add("<!--[if mso]><table><tr><td><![endif]--><p>Hi</p><!--[if mso]></td></tr><![endif]-->"), "<!--[if mso]>", "warning"),
    Fault("two styles", "html.malformed", add('<p style="margin:0" class="a" style="color:#222222">Hi</p>'), '<p style="m', "warning"),
    Fault("columns by flexbox", "html.unsupported-feature", add('<div style="display:flex"><p>A</p><p>B</p></div>'),
          '<div style="display:flex', "warning"),
    Fault("columns by a class", "html.unsupported-feature",
          swap("</head>", "<style>\np {display: grid}\n</style>\n</head>"), "p {display", "warning"),
    Fault("a layer", "html.unsupported-feature", add('<p style="position:absolute;top:0">New</p>'), '<p style="pos', "warning"),
    Fault("a variable", "html.unsupported-feature", add('<p style="font-size:var(--large)">New</p>'), '<p style="font', "warning"),
    Fault("a drawing", "html.unsupported-feature", add("<svg width=10 height=10></svg>"), "<svg", "warning"),
    Fault("a picture in SVG", "html.unsupported-feature",
          add('<img src="https://www.acme.test/a.svg" width="9" alt="A">'), '<img src="https://www.acme.test/a.svg', "warning"),
    Fault("a picture in WebP", "html.unsupported-feature",
          add('<img src="https://www.acme.test/a.webp" width="9" alt="A">'), '<img src="https://www.acme.test/a.webp', "warning"),
    Fault("hidden by attribute", "html.unsupported-feature", add("<p hidden>For members</p>"), "<p hidden", "warning"),
    Fault("no dark mode", "html.no-dark-mode", swap('<meta name="color-scheme" content="light dark">\n', ""), severity="note"),
    Fault("a picture inline", "images.data-uri",
          add('<img src="data:image/png;base64,iVBORw0KGgo=" width="9" alt="A">'), '<img src="data', "warning"),
    Fault("a picture over http", "images.insecure", swap(_PICTURE, _PICTURE.replace("https:", "http:")), '<img src="http:', "warning"),
    Fault("a picture without width", "images.no-size", swap(_PICTURE, _PICTURE.replace(' width="600"', "")), "<img src", "note"),
    Fault("pictures alone", "images.only", _pictures_alone, "<img src", "warning"),
    Fault("no alt text", "accessibility.alt-missing", _mute, "<img src", "warning"),
    Fault("no language", "accessibility.language-missing",
          lambda words: {**words, "html": re.sub(r"<html lang=.*?>", "<html>", words["html"])}, severity="warning"),
    Fault("another language", "accessibility.language-missing", _foreign, severity="warning"),
    Fault("no title", "accessibility.title-missing", _untitled, severity="note"),
    Fault("a table without role", "accessibility.layout-table-role", swap(_TABLE, _TABLE.replace(' role="presentation"', "")),
          "<table width", "warning"),
    Fault("grey on white", "accessibility.contrast", add('<p style="color:#aaaaaa">Places are few</p>'), '<p style="color:#aa', "warning"),
    Fault("grey by a class", "accessibility.contrast",
          swap("</head>", "<style>h1 {color: #cccccc}</style>\n</head>"), "<h1>", "warning"),
    Fault("white on white by table", "accessibility.contrast", add('<table role="none" bgcolor="#ffdd00"><tr><td>'
          '<font color="white">Few</font></td></tr></table>'), '<table role="none"', "warning"),
    Fault("a level skipped", "accessibility.heading-order", add("<h3>How it goes</h3>"), "<h3>", "note"),
    Fault("two first headings", "accessibility.heading-order", add("<h1>And more</h1>"), "<h1>And", "note"),
    Fault("click here", "accessibility.vague-link-text",
          add('<p><a href="https://www.partner.test/a" style="color:#003366">Click here</a></p>'), '<p><a href="https://www.partner.test/a', "note"),
    Fault("a link without words", "accessibility.vague-link-text",
          add('<a href="https://www.partner.test/a"><img src="https://www.acme.test/a.png" width="9" alt=""></a>'),
          '<a href="https://www.partner.test/a"', "warning"),
    Fault("small letters", "accessibility.small-text", swap("font-size:16px", "font-size:12px"), severity="note"),
)  # fmt: skip
