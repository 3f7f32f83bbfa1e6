"""The walk over the pieces of an HTML part: what is open, what can be seen, what leads where."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from itertools import islice

from preflight.facts.send import Defect, Run
from preflight.load import css, sheet, urls
from preflight.load.balance import Balance
from preflight.load.block import EMPTY, Block
from preflight.load.flow import Flow
from preflight.load.found import Pending, Picture, hides, mute, says_width
from preflight.load.inventory import Inventory
from preflight.load.look import Look
from preflight.load.outlook import Comment, comment
from preflight.load.scan import Attribute, Event, scan
from preflight.load.source import Source
from preflight.load.stack import Stack
from preflight.load.uses import Uses

_MANY = 20_000
"""Links, and pictures, that are kept; a mail has no more."""

_MOST = 400_000
"""Tags and comments that are read; a mail of 100 KB has a few thousand."""

_PICTURES = {"img": "src", "input": "src", "video": "poster", "source": "src", "embed": "src", "image": "src"}
_RESOURCES = {"script": "src", "iframe": "src", "frame": "src", "object": "data", "audio": "src", "track": "src"}
_REFRESH = re.compile(r"[\s,;]*[\d.]*[\s,;]*url\s*=\s*[\"']?([^\"']*)", re.IGNORECASE)


_CANDIDATES = 100
"""Pictures of one `srcset`; the most that are in use is a dozen."""


class Walk:
    """Reads a source once, from front to back; its lists are filled by `run`."""

    def __init__(self, source: Source) -> None:
        self.links: list[Pending] = []
        self.images: list[Picture] = []
        self.anchors: set[str] = set()
        self.defects: list[Defect] = []
        self.addresses: dict[tuple[int, int], str] = {}
        self.styles: list[tuple[int, int]] = []
        self.comments: list[tuple[int, int]] = []
        self.base = self.title = self.language = ""
        self._source = source
        self._flow: Flow[Pending] = Flow(source.at)
        self._sheet = sheet.read(source.text)
        self._stack = Stack(sheet=self._sheet)
        self.inventory = Inventory(source.at)
        self.uses = Uses(source.at)
        self._balance = Balance(source.text)
        self._count = 0
        self._conditional = ""
        self._revealed = ""

    @property
    def runs(self) -> list[Run]:
        """The text, in reading order."""
        return self._flow.runs

    def run(self) -> None:
        """Reads everything."""
        self._read(0, len(self._source.text))
        self._flow.finish()
        if self.inventory.whole:
            for words, place in self._balance.faults():
                self._defect("table", words, place)
        if self._sheet.undecided:
            words = "its style sheets are larger than any mail's: what they hide or colour is not known"
            self._defect("styles", words, max(self._source.text.lower().find("<style"), 0), lost=True)

    def _read(self, start: int, end: int) -> None:
        steps: dict[str, Callable[[Event], None]] = {
            "start": self._start, "end": self._end, "text": self._text, "raw": self._raw, "comment": self._comment,
            "open": self._open,
        }  # fmt: skip
        for event in scan(self._source.text, start, end):
            self._count += event.kind != "text"
            if self._count > _MOST:
                self._defect("size", "it has more tags than can be judged", event.start, lost=True)
                return
            steps[event.kind](event)

    def _start(self, event: Event) -> None:
        values = event.attributes
        self._balance.start(event.name, event.start, outlook=bool(self._conditional))
        if event.twice:
            words = f"a tag has {event.twice} twice; browsers and mail programs drop the second one"
            self._defect("attribute-twice", words, event.start)
        if event.cut:
            self._defect("attributes", "a tag has more attributes than any mail needs", event.start, lost=True)
        style = self._sheet.own(values["style"].value) if "style" in values else EMPTY
        if not self._conditional:
            self._structure(event)
        look = self._stack.own(event.name, style, values)
        self._names(event)
        self._lead(event, look)
        self._show(event, style, look)
        self.inventory.start(event, look, self._conditional or self._revealed, len(self._flow.runs))
        if not self._conditional:
            self.uses.element(event, style, look, self._stack.felt, self._revealed)
        if "style" in values:
            self._css(values["style"].value, event.start, event.name)
        if not self._stack.push(event.name, look):
            self._defect("depth", "its tags are nested deeper than any mail program follows", event.start, lost=True)

    def _structure(self, event: Event) -> None:
        self._flow.boundary(event.name)
        if event.name == "html" and "lang" in event.attributes and not self.language:
            self.language = event.attributes["lang"].value.strip()[:40]

    def _end(self, event: Event) -> None:
        self._balance.end(event.name, outlook=bool(self._conditional))
        if not self._conditional:
            self._flow.boundary(event.name)
            self.inventory.end(event.name, self._flow.runs)
            self.uses.end(event.name)
        self._stack.pop(event.name)
        self._flow.close(event.name)

    def _text(self, event: Event) -> None:
        if self._conditional:
            self._flow.inside(html.unescape(event.text), "")
            return
        if not self._stack.silent:
            look = self._stack.look
            self._flow.text(event.text, event.start, look.hidden)
            self.inventory.text(event, look)
            self.uses.filled()

    def _raw(self, event: Event) -> None:
        if event.name in {"style", "script"}:
            self.styles.append((event.start, event.end))
        if event.name == "style":
            self._css(event.text, event.start, "style", each=True)
            self.inventory.sheet(event.text)
        elif event.name == "title" and not self._conditional:
            self.title = self.title or " ".join(html.unescape(event.text[:5_000]).split())

    def _names(self, event: Event) -> None:
        for key in ("id", "name") if event.name in {"a", "map"} else ("id",):
            if key in event.attributes and len(self.anchors) < _MANY:
                self.anchors.add(event.attributes[key].value)

    def _lead(self, event: Event, look: Look) -> None:
        name, values = event.name, event.attributes
        if name == "base":
            if "href" in values and not self.base and not self._conditional:
                self.base = values["href"].value
            return
        if name == "meta":
            self._refresh(event)
            return
        key = "action" if name == "form" else "href"
        found = values.get(key)
        if found is not None and (name in {"a", "area", "form", "link"} or ":" in name):
            link = self._link(event, found, resource=name == "link", look=look)
            if link is not None and name not in {"link", "area", "form"}:
                self._flow.open(link, name, look.hidden)
            elif link is not None and name == "area" and "alt" in values:
                link.text = " ".join(values["alt"].value[:500].split())
        elif name == "a":
            self._flow.close("a")
        self._resource(event, look)

    def _resource(self, event: Event, look: Look) -> None:
        key = _RESOURCES.get(event.name, "")
        if key and key in event.attributes:
            self._link(event, event.attributes[key], resource=True, look=look)

    def _link(self, event: Event, found: Attribute, *, resource: bool, look: Look) -> Pending | None:
        if len(self.links) >= _MANY:
            self._defect("size", "it has more links than can be judged", event.start, lost=True)
            return None
        title = event.attributes.get("title") or event.attributes.get("aria-label")
        self.addresses[found.start, found.end] = found.value
        link = Pending(
            event.name, found.value, event.start, found.entity, title.value[:500].strip() if title else "",
            self._conditional or self._revealed, resource, hidden="" if resource else look.picture_hidden,
            path=self._stack.path(event.name),
        )  # fmt: skip
        self.links.append(link)
        return link

    def _refresh(self, event: Event) -> None:
        values = event.attributes
        if "content" in values and "http-equiv" in values and values["http-equiv"].value.strip().lower() == "refresh":
            found = _REFRESH.match(values["content"].value)
            if found is not None and found[1].strip():
                content = values["content"]
                self._link(event, content._replace(value=found[1]), resource=False, look=Look())

    def _show(self, event: Event, style: Block, look: Look) -> None:
        name, values = event.name, event.attributes
        key = _PICTURES.get(name, "src" if ":" in name else "")
        if key in values and (name != "input" or "alt" in values or values[key].value):
            self._picture(event, values[key], style, look)
        elif name == "img" and "alt" in values:
            self._flow.inside(values["alt"].value, self._stack.look.picture_hidden)
        if name == "video" and "src" in values:
            self._link(event, values["src"], resource=True, look=Look())
        if "background" in values:
            self._picture(event, values["background"], EMPTY)
        if name in {"img", "source"} and "srcset" in values:
            self._sources(event, values["srcset"])

    def _sources(self, event: Event, found: Attribute) -> None:
        candidates = urls.srcset(found.value)
        for url in islice(candidates, _CANDIDATES):
            self._picture(event._replace(name="srcset"), found._replace(value=url), EMPTY)
        if next(candidates, None) is not None:
            self._defect(
                "size", f"a srcset names more than {_CANDIDATES} pictures; the others are not read", event.start
            )
        self.addresses[found.start, found.end] = found.value

    def _picture(self, event: Event, found: Attribute, own: Block, look: Look | None = None) -> None:
        """A picture; `look` where it is one that is shown as such."""
        values, style = event.attributes, own.values
        self.addresses[found.start, found.end] = found.value
        alt = values["alt"].value if look and "alt" in values else None
        sizes = [
            css.pixels(style.get(side) or (values[side].value if side in values else "")) if look else None
            for side in ("width", "height")
        ]
        self._keep(Picture(event.name, found.value, event.start, alt, sizes[0], sizes[1], self._flow.linked,
                           self._conditional or self._revealed, self._stack.path(event.name),
                           bool(look) and says_width(values, style), bool(look) and hides(style),
                           look.picture_hidden if look else "", mute(values)))  # fmt: skip
        if look:
            self._flow.inside(alt or "", self._stack.look.picture_hidden)
            self.inventory.picture(alt or "")
            self.uses.filled(alone=False)

    def _keep(self, picture: Picture) -> None:
        if len(self.images) < _MANY:
            self.images.append(picture)
        else:
            self._defect("size", "it has more pictures than can be judged", picture.start, lost=True)

    def _css(self, text: str, start: int, element: str, *, each: bool = False) -> None:
        if "(" not in text and "@" not in text:
            return
        for one in css.addresses(text):
            place = start + one.start if each else start
            if one.resource:
                self.links.append(Pending(element, one.url, place, conditional=self._conditional, resource=True))
            else:
                self._keep(Picture(element, one.url, place, conditional=self._conditional or self._revealed))

    def _comment(self, event: Event) -> None:
        said = comment(event, self._source.text)
        if said.kind == "plain":
            self.comments.append((event.start, event.end))
        self._said(said, event)

    def _open(self, event: Event) -> None:
        if event.name not in {"--", "!"}:
            self._defect("tag", "a tag is never closed, so it and all that follows are lost", event.start, lost=True)
            return
        said = comment(event, self._source.text)
        words = "a comment is never closed; browsers show nothing of what follows"
        if said.kind == "outlook":
            words = "a comment for Outlook is never closed; other programs show nothing of what follows"
        self._defect("conditional-comment" if said.kind == "outlook" else "comment", words, event.start)
        self._said(said, event, closed=False)

    def _said(self, said: Comment, event: Event, *, closed: bool = True) -> None:
        if said.kind == "reveal":
            self._revealed = said.expression if said.expression.lstrip("( ").startswith("!") else ""
        elif said.kind == "end":
            self._revealed = ""
        elif said.kind == "outlook" and not self._conditional:
            if closed and not said.ends:
                words = "a comment for Outlook ends without <![endif], so Outlook hides what follows"
                self._defect("conditional-comment", words, event.start)
            self._within(said)

    def _within(self, said: Comment) -> None:
        """What only Outlook reads: its own stack, as its tags are opened in one comment and closed in another."""
        outer = self._stack
        self._stack, self._conditional = Stack(outer.look), said.expression or "mso"
        self._flow.suspend()
        self._read(said.start, said.end)
        self._flow.resume()
        self._stack, self._conditional = outer, ""

    def _defect(self, kind: str, message: str, start: int, *, lost: bool = False) -> None:
        # One of a kind that hides things says it all; thousands would only hide the others.
        if not any(one.kind == kind for one in self.defects[:200]) or (not lost and len(self.defects) < 200):
            self.defects.append(Defect(kind, message, self._source.at(start), lost))
