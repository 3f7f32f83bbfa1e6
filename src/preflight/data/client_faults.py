"""What a reader sees where a mail program lacks a feature, for the features whose lack breaks a mail.

Everything else that mail programs lack (rounded corners, shadows, web fonts, hover, animations, media queries) is
polish: the mail is whole without it, and nothing is said (ADR 18). Source: our own judgement, 2026-11-28, under this
project's licence; which program lacks what is in `caniemail.json`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

DATED = "2026-11-28"


class Lack(NamedTuple):
    """What is told of a feature that is lacking (with {detail}, {clients} and {tested}), and what to do."""

    says: str
    fix: str


LACKS: dict[str, Lack] = {
    "css-display-flex": Lack(
        "flexbox ({detail}): what should stand side by side falls one below the other in {clients} (tested {tested})",
        "Lay the columns out with tables, or give Outlook some in a conditional comment.",
    ),
    "css-display-grid": Lack(
        "grid ({detail}): what should stand side by side falls one below the other in {clients} (tested {tested})",
        "Lay the columns out with tables, or give Outlook some in a conditional comment.",
    ),
    "css-float": Lack(
        "float ({detail}): what should stand side by side falls one below the other in {clients} (tested {tested})",
        "Lay the columns out with tables, or give Outlook some in a conditional comment.",
    ),
    "css-position": Lack(
        "absolute position ({detail}): what should lie over something else stands above or below it"
        " in {clients} (tested {tested})",
        "Lay it out without position; put text and picture into one picture where they must overlap.",
    ),
    "css-background-image": Lack(
        "background images ({detail}): the picture behind the text is missing in {clients} (tested {tested})",
        "Give the element a background colour too, or Outlook the picture in VML.",
    ),
    "css-linear-gradient": Lack(
        "gradients ({detail}): the ground is missing, and the text lies on whatever is beneath"
        " in {clients} (tested {tested})",
        "Give the element a background colour too.",
    ),
    "css-radial-gradient": Lack(
        "gradients ({detail}): the ground is missing, and the text lies on whatever is beneath"
        " in {clients} (tested {tested})",
        "Give the element a background colour too.",
    ),
    "css-conic-gradient": Lack(
        "gradients ({detail}): the ground is missing, and the text lies on whatever is beneath"
        " in {clients} (tested {tested})",
        "Give the element a background colour too.",
    ),
    "css-object-fit": Lack(
        "object-fit ({detail}): pictures are squeezed out of shape in {clients} (tested {tested})",
        "Crop the picture itself, and say its width and height.",
    ),
    "css-visibility": Lack(
        "visibility ({detail}): what should be hidden is shown in {clients} (tested {tested})",
        "Hide it with display:none as well.",
    ),
    "css-variables": Lack(
        "CSS variables ({detail}): the colours and sizes that they hold are lost in {clients} (tested {tested})",
        "Write the values themselves; a step of the build can put them in.",
    ),
    "css-unit-calc": Lack(
        "calc() ({detail}): widths and sizes that it works out are lost in {clients} (tested {tested})",
        "Write a plain value first, and the one with calc() after it.",
    ),
    "css-function-clamp": Lack(
        "clamp() ({detail}): widths and sizes that it works out are lost in {clients} (tested {tested})",
        "Write a plain value first, and the one with clamp() after it.",
    ),
    "css-function-max": Lack(
        "max() ({detail}): widths and sizes that it works out are lost in {clients} (tested {tested})",
        "Write a plain value first, and the one with max() after it.",
    ),
    "css-function-min": Lack(
        "min() ({detail}): widths and sizes that it works out are lost in {clients} (tested {tested})",
        "Write a plain value first, and the one with min() after it.",
    ),
    "css-unit-rem": Lack(
        "rem ({detail}): widths and letters get sizes of the program's own in {clients} (tested {tested})",
        "Write sizes in px.",
    ),
    "css-unit-ch": Lack(
        "ch ({detail}): widths get sizes of the program's own in {clients} (tested {tested})",
        "Write sizes in px.",
    ),
    "css-unit-vw": Lack(
        "vw ({detail}): widths and letters get sizes of the program's own in {clients} (tested {tested})",
        "Write sizes in px or percent.",
    ),
    "css-unit-vh": Lack(
        "vh ({detail}): sizes are the program's own in {clients} (tested {tested})",
        "Write sizes in px.",
    ),
    "css-unit-vmin": Lack(
        "vmin ({detail}): sizes are the program's own in {clients} (tested {tested})",
        "Write sizes in px.",
    ),
    "css-unit-vmax": Lack(
        "vmax ({detail}): sizes are the program's own in {clients} (tested {tested})",
        "Write sizes in px.",
    ),
    "css-modern-color": Lack(
        "new ways to write colours ({detail}): the colour is lost in {clients} (tested {tested})",
        "Write the colour as #rrggbb.",
    ),
    "css-nesting": Lack(
        "nested rules ({detail}): the rules inside are lost in {clients} (tested {tested})",
        "Write the rules one after the other.",
    ),
    "html-hidden": Lack(
        "the attribute hidden ({detail}): what should be hidden is shown in {clients} (tested {tested})",
        'Hide it with style="display:none".',
    ),
    "html-svg": Lack(
        "drawings in SVG ({detail}): the drawing is missing in {clients} (tested {tested})",
        "Put it in as a picture in PNG.",
    ),
    "html-video": Lack(
        "videos ({detail}): nothing is shown in their place in {clients} (tested {tested})",
        "Put a linked picture into the video element.",
    ),
    "html-audio": Lack(
        "sounds ({detail}): nothing is shown in their place in {clients} (tested {tested})",
        "Put a link into the audio element.",
    ),
    "html-dialog": Lack(
        "dialogs ({detail}): their content is lost or always shown in {clients} (tested {tested})",
        "Write it as plain content.",
    ),
    "html-progress": Lack(
        "progress bars ({detail}): the bar is missing in {clients} (tested {tested})",
        "Draw it as a table with two coloured cells.",
    ),
    "html-meter": Lack(
        "gauges ({detail}): the gauge is missing in {clients} (tested {tested})",
        "Draw it as a table with two coloured cells.",
    ),
    "image-svg": Lack(
        "SVG pictures ({detail}): the picture is missing in {clients} (tested {tested})",
        "Save the picture as PNG or JPEG.",
    ),
    "image-webp": Lack(
        "WebP pictures ({detail}): the picture is missing in {clients} (tested {tested})",
        "Save the picture as PNG or JPEG.",
    ),
    "image-avif": Lack(
        "AVIF pictures ({detail}): the picture is missing in {clients} (tested {tested})",
        "Save the picture as PNG or JPEG.",
    ),
    "image-heif": Lack(
        "HEIF pictures ({detail}): the picture is missing in {clients} (tested {tested})",
        "Save the picture as PNG or JPEG.",
    ),
    "image-tiff": Lack(
        "TIFF pictures ({detail}): the picture is missing in {clients} (tested {tested})",
        "Save the picture as PNG or JPEG.",
    ),
    "image-mp4": Lack(
        "films as pictures ({detail}): nothing is shown in {clients} (tested {tested})",
        "Use a GIF, or a picture that links to the film.",
    ),
}

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
