"""What the HTML of a message is made of, and how its text looks where style sheets are followed."""

from __future__ import annotations

from typing import Literal

from preflight.facts.base import Fact
from preflight.finding import Location

UNDECIDED = "?"
"""A colour of which nobody can tell before the mail is shown."""

Guard = Literal["", "query", "not-outlook", "outlook"]
"""Who alone sees a use: those that understand a media or feature query, all but Outlook for Windows, or Outlook."""


class Style(Fact, frozen=True):
    """How a stretch of text looks on a desk, in light mode, in a program that follows the style sheets.

    `colour` and `ground` are six hexadecimal digits, `UNDECIDED`, or, for a colour that nobody says, "".
    `pictured` says that a picture or gradient lies over `ground`; `size` is in CSS pixels.
    """

    colour: str = ""
    ground: str = "ffffff"
    pictured: bool = False
    size: float = 16.0
    bold: bool = False


class Stretch(Fact, frozen=True):
    """A piece of text that can be seen: how it begins, its number of words, and its place among the `styles`."""

    text: str
    words: int
    location: Location
    style: int


class Table(Fact, frozen=True):
    """A table: its role as written in lower case, how many rows and columns it has, and what stands in it.

    `headed` says that it has header cells, a caption or the like; `cells` are those with words of their own,
    `inner` the tables and pictures in it.
    """

    location: Location
    role: str = ""
    rows: int = 0
    columns: int = 0
    headed: bool = False
    cells: int = 0
    inner: int = 0
    hidden: str = ""


class Heading(Fact, frozen=True):
    """An `<h1>` to `<h6>` or `role=heading`, with its words, alt texts included."""

    level: int
    text: str
    location: Location
    hidden: str = ""


class Element(Fact, frozen=True):
    """An element or attribute that mail programs treat in a way of their own: a script, a form, `onclick`.

    `detail` is what tells one from another: a script's type, a style sheet's address, an input's type.
    """

    name: str
    location: Location
    detail: str = ""
    conditional: str = ""


class Use(Fact, frozen=True):
    """A feature of CSS or HTML as it is used, by its name in the tables of client support.

    `detail` is how it is written where it stands first, `guard` who alone sees it, `fallback` whether something for
    the others stands beside it; `places` are the first ones, `count` is the number of all.
    """

    feature: str
    detail: str
    guard: Guard = ""
    fallback: bool = False
    places: tuple[Location, ...] = ()
    count: int = 1


class Markup(Fact, frozen=True):
    """`whole` says that the HTML is a document, not a fragment for somebody's template; `amp` that it is for AMP.

    `ghosts` says that tables for Outlook alone hold the layout there.
    `scheme` is how it speaks of dark mode (or ""), `tongues` the values of `lang`, the document's first.
    """

    whole: bool = False
    amp: bool = False
    ghosts: bool = False
    scheme: str = ""
    tongues: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()
    elements: tuple[Element, ...] = ()
    uses: tuple[Use, ...] = ()
    styles: tuple[Style, ...] = ()
    texts: tuple[Stretch, ...] = ()
