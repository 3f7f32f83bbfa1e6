"""Selectors beside an oracle: cssselect2's own matcher over html5lib's tree."""

from __future__ import annotations

import html5lib
from cssselect2 import ElementWrapper, compile_selector_list
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.facts.markup import UNDECIDED
from preflight.load.html import read_html

NAMES = ("div", "p", "span", "b", "em")
CLASSES = ("a", "b", "c")


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    # A div holds anything; what is inline holds what is inline, so that both readers make the same tree.
    name = draw(st.sampled_from(("div", "div", "span", "b", "em")))
    classes = " ".join(draw(st.lists(st.sampled_from(CLASSES), max_size=2)))
    id_ = draw(st.sampled_from(("", "", "i", "j")))
    attributes = f' class="{classes}"' + (f' id="{id_}"' if id_ else "") + draw(st.sampled_from(("", ' title="t u"')))
    if name != "div":
        return f"<{name}{attributes}>x</{name}>"
    inner = "".join(draw(st.lists(elements(depth=depth - 1), max_size=3))) if depth else ""
    return f"<div{attributes}>x{inner}</div>"


SIMPLE = st.sampled_from(
    [".a", ".b", ".c", "#i", "#j", "[title]", '[title~="u"]', '[class^="a"]', ":first-child", ":nth-child(2)", ":not(.a)",
     ":not(div)", ":is(.a, .b)", ":nth-child(2n+1)", ":where(.c)", ":not(.a.b)"]
)  # fmt: skip
COMPOUND = st.builds(
    lambda name, rest: name + "".join(rest) or "*",
    st.sampled_from(("", "div", "span", "*")),
    st.lists(SIMPLE, max_size=2),
)


@st.composite
def selectors(draw: st.DrawFn) -> str:
    parts = draw(st.lists(COMPOUND, min_size=1, max_size=4))
    joints = [draw(st.sampled_from((" ", " ", " > ", " + ", " ~ "))) for _ in parts[1:]]
    return parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))


def _ours(html: str, selector: str) -> list[str]:
    """The colour of each text: red where the selector chose its element itself."""
    css = f"*{{color:#000001}} {selector}{{color:#ff0000 !important}}"
    markup = read_html(f"<style>{css}</style><body>{html}".encode(), file="m.html").part.markup
    assert markup is not None
    return [markup.styles[text.style].colour for text in markup.texts]


def _theirs(html: str, selector: str) -> list[str]:
    tree = html5lib.parse(f"<body>{html}", namespaceHTMLElements=False)
    compiled = compile_selector_list(selector)
    wanted = (element for element in ElementWrapper.from_html_root(tree).iter_subtree() if element.local_name in NAMES)
    return ["ff0000" if any(one.test(element) for one in compiled) else "000001" for element in wanted]


@given(st.lists(elements(), min_size=1, max_size=4).map("".join), selectors())
@settings(max_examples=300, deadline=None)
def test_selectors_choose_what_an_oracle_chooses(html: str, selector: str) -> None:
    assert UNDECIDED not in _ours(html, selector)
    assert _ours(html, selector) == _theirs(html, selector)
