"""What a reader sees where a mail program lacks a feature, for the features whose lack breaks a mail.

Everything else that mail programs lack (rounded corners, shadows, web fonts, hover, animations, media queries) is
polish: the mail is whole without it, and nothing is said (ADR 18). Source: our own judgement, 2026-11-28, under this
project's licence; which program lacks what is in `caniemail.json`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

DATED = "2026-11-28"


class Lack(NamedTuple):
    """A feature as people call it, what happens without it, and what to do."""

    name: str
    happens: str
    fix: str


_TABLES = "Lay the columns out with tables, or give Outlook some in a conditional comment."
_TWICE = "Write a plain value first, and the one with {name} after it."
_FORMAT = "Save the picture as PNG or JPEG."

LACKS: dict[str, Lack] = {
    "css-display-flex": Lack("flexbox", "what should stand side by side falls one below the other", _TABLES),
    "css-display-grid": Lack("grid", "what should stand side by side falls one below the other", _TABLES),
    "css-float": Lack("float", "what should stand side by side falls one below the other", _TABLES),
    "css-position": Lack("absolute position", "what should lie over something else stands above or below it",
                         "Lay it out without position; put text and picture into one picture where they must overlap."),
    "css-background-image": Lack("background images", "the picture behind the text is missing",
                                 "Give the element a background colour too, or Outlook the picture in VML."),
    "css-linear-gradient": Lack("gradients", "the ground is missing, and the text lies on whatever is beneath",
                                "Give the element a background colour too."),
    "css-radial-gradient": Lack("gradients", "the ground is missing, and the text lies on whatever is beneath",
                                "Give the element a background colour too."),
    "css-conic-gradient": Lack("gradients", "the ground is missing, and the text lies on whatever is beneath",
                               "Give the element a background colour too."),
    "css-object-fit": Lack("object-fit", "pictures are squeezed out of shape",
                           "Crop the picture itself, and say its width and height."),
    "css-visibility": Lack("visibility", "what should be hidden is shown", "Hide it with display:none as well."),
    "css-variables": Lack("CSS variables", "the colours and sizes that they hold are lost",
                          "Write the values themselves; a step of the build can put them in."),
    "css-unit-calc": Lack("calc()", "widths and sizes that it works out are lost", _TWICE.format(name="calc()")),
    "css-function-clamp": Lack("clamp()", "widths and sizes that it works out are lost", _TWICE.format(name="clamp()")),
    "css-function-max": Lack("max()", "widths and sizes that it works out are lost", _TWICE.format(name="max()")),
    "css-function-min": Lack("min()", "widths and sizes that it works out are lost", _TWICE.format(name="min()")),
    "css-unit-rem": Lack("rem", "widths and letters get sizes of the program's own", "Write sizes in px."),
    "css-unit-ch": Lack("ch", "widths get sizes of the program's own", "Write sizes in px."),
    "css-unit-vw": Lack("vw", "widths and letters get sizes of the program's own", "Write sizes in px or percent."),
    "css-unit-vh": Lack("vh", "sizes are the program's own", "Write sizes in px."),
    "css-unit-vmin": Lack("vmin", "sizes are the program's own", "Write sizes in px."),
    "css-unit-vmax": Lack("vmax", "sizes are the program's own", "Write sizes in px."),
    "css-modern-color": Lack("new ways to write colours", "the colour is lost", "Write the colour as #rrggbb."),
    "css-nesting": Lack("nested rules", "the rules inside are lost", "Write the rules one after the other."),
    "html-hidden": Lack("the attribute hidden", "what should be hidden is shown",
                        'Hide it with style="display:none".'),
    "html-svg": Lack("drawings in SVG", "the drawing is missing", "Put it in as a picture in PNG."),
    "html-video": Lack("videos", "nothing is shown in their place", "Put a linked picture into the video element."),
    "html-audio": Lack("sounds", "nothing is shown in their place", "Put a link into the audio element."),
    "html-dialog": Lack("dialogs", "their content is lost or always shown", "Write it as plain content."),
    "html-progress": Lack("progress bars", "the bar is missing", "Draw it as a table with two coloured cells."),
    "html-meter": Lack("gauges", "the gauge is missing", "Draw it as a table with two coloured cells."),
    "image-svg": Lack("SVG pictures", "the picture is missing", _FORMAT),
    "image-webp": Lack("WebP pictures", "the picture is missing", _FORMAT),
    "image-avif": Lack("AVIF pictures", "the picture is missing", _FORMAT),
    "image-heif": Lack("HEIF pictures", "the picture is missing", _FORMAT),
    "image-tiff": Lack("TIFF pictures", "the picture is missing", _FORMAT),
    "image-mp4": Lack("films as pictures", "nothing is shown", "Use a GIF, or a picture that links to the film."),
}  # fmt: skip

FORMATS: dict[str, str] = {
    "svg": "image-svg", "webp": "image-webp", "avif": "image-avif", "heic": "image-heif", "heif": "image-heif",
    "tif": "image-tiff", "tiff": "image-tiff", "mp4": "image-mp4",
}  # fmt: skip
"""The ending of a picture's path, and the feature that it asks for."""

LAYOUT: frozenset[str] = frozenset({"css-display-flex", "css-display-grid", "css-float"})
"""Features in whose place tables for Outlook alone can hold the layout."""

BEHIND: frozenset[str] = frozenset(
    {"css-background-image", "css-linear-gradient", "css-radial-gradient", "css-conic-gradient"}
)
"""Features in whose place VML for Outlook alone can stand."""

Client = Literal[
    "gmail", "apple-mail", "outlook-windows", "outlook-com", "outlook-mac", "outlook-mobile", "yahoo", "aol", "samsung",
    "thunderbird", "gmx", "web-de", "t-online", "proton", "orange", "laposte", "free-fr", "sfr", "mail-ru", "fastmail",
    "hey", "ionos",
]  # fmt: skip


CLIENTS: dict[Client, tuple[str, str, tuple[str, ...]]] = {
    "gmail": ("Gmail", "gmail", ("desktop-webmail", "ios", "android")),
    "apple-mail": ("Apple Mail", "apple-mail", ("macos", "ios")),
    "outlook-windows": ("Outlook for Windows", "outlook", ("windows",)),
    "outlook-com": ("Outlook.com", "outlook", ("outlook-com",)),
    "outlook-mac": ("Outlook for Mac", "outlook", ("macos",)),
    "outlook-mobile": ("Outlook for phones", "outlook", ("ios", "android")),
    "yahoo": ("Yahoo Mail", "yahoo", ("desktop-webmail", "ios", "android")),
    "aol": ("AOL", "aol", ("desktop-webmail", "ios", "android")),
    "samsung": ("Samsung Email", "samsung-email", ("android",)),
    "thunderbird": ("Thunderbird", "thunderbird", ("macos",)),
    "gmx": ("GMX", "gmx", ("desktop-webmail", "ios", "android")),
    "web-de": ("WEB.DE", "web-de", ("desktop-webmail", "ios", "android")),
    "t-online": ("T-Online", "t-online-de", ("desktop-webmail",)),
    "proton": ("Proton Mail", "protonmail", ("desktop-webmail", "ios", "android")),
    "orange": ("Orange", "orange", ("desktop-webmail", "ios", "android")),
    "laposte": ("La Poste", "laposte", ("desktop-webmail",)),
    "free-fr": ("Free", "free-fr", ("desktop-webmail",)),
    "sfr": ("SFR", "sfr", ("desktop-webmail", "ios", "android")),
    "mail-ru": ("Mail.ru", "mail-ru", ("desktop-webmail",)),
    "fastmail": ("Fastmail", "fastmail", ("desktop-webmail",)),
    "hey": ("HEY", "hey", ("desktop-webmail",)),
    "ionos": ("IONOS", "ionos-1and1", ("desktop-webmail", "android")),
}
"""Our names of mail programs: how people call them, and their family and platforms in the table."""

DEFAULT: tuple[Client, ...] = ("gmail", "apple-mail", "outlook-windows", "outlook-com", "outlook-mobile", "yahoo")

PLATFORMS: dict[str, str] = {
    "desktop-webmail": "on the web", "ios": "on iPhones", "android": "on Android", "macos": "on the Mac",
    "windows": "on Windows", "outlook-com": "on the web",
}  # fmt: skip
