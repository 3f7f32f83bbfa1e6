"""How texts look by our reading of style sheets, beside Chromium's: colours, grounds, sizes, weights.

usage: python benchmarks/looks.py DIR [--show N]      DIR as scripts/real-mails makes it; wants the extra `render`

The browser is offline, and every request of a mail is refused; scripts are taken out first.
"""

from __future__ import annotations

import argparse
import collections
import difflib
import pathlib
import re
from typing import Any

from noise import mails
from playwright.sync_api import sync_playwright

from preflight.errors import InputError
from preflight.facts.markup import UNDECIDED, Style
from preflight.facts.send import Part
from preflight.load import load_send
from preflight.report.browser import executable

ACTIVE = re.compile(r"<script\b.*?</script\s*>|<meta[^>]*http-equiv[^>]*>", re.IGNORECASE | re.DOTALL)
TEXTS = r"""() => {
  const found = [], walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const paint = said => { const all = said.match(/[\d.]+/g), alpha = all.length > 3 ? +all[3] : 1;
    return [all.slice(0, 3).map(one => Math.round(+one).toString(16).padStart(2, "0")).join(""), alpha] };
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.replace(/[\u200c\u034f\u00ad]/g, "").split(/\s+/);
    const text = words.filter(one => one).join(" ");
    const own = walker.currentNode.parentElement;
    if (!/[\p{L}\p{N}]/u.test(text) || own.closest("head,style,title,textarea,template,select,iframe,button")) continue;
    const style = getComputedStyle(own);
    let shown = style.visibility == "visible", pictured = false, ground = null;
    for (let one = own; one; one = one.parentElement) {
      const said = getComputedStyle(one), [digits, alpha] = paint(said.backgroundColor);
      shown = shown && said.display != "none" && said.opacity != "0";
      if (ground === null) {
        pictured = pictured || said.backgroundImage != "none";
        ground = alpha == 1 ? digits : alpha > 0 ? "mixed" : null;
      }
    }
    const [digits, alpha] = paint(style.color), colour = alpha == 1 ? digits : "mixed";
    const size = parseFloat(style.fontSize);
    ground = ground || "ffffff";
    if (shown && size >= 8 && (colour != ground || pictured || colour == "mixed"))
      found.push({text: text.slice(0, 60), colour, ground, pictured, size, bold: +style.fontWeight >= 600});
  }
  return found;
}"""


def html_of(mail: pathlib.Path) -> Part | None:
    """The HTML of a mail, or None where there is none."""
    try:
        return load_send(mail).send.messages[0].html
    except InputError:
        return None


def differences(ours: Style, theirs: dict[str, Any]) -> list[str]:
    """What one text looks like here and not there; what is undecided or mixed is compared with nothing."""
    found = []
    if UNDECIDED not in ours.colour and theirs["colour"] not in {"mixed", ours.colour or "000000"}:
        found.append("colour")
    if UNDECIDED not in ours.ground and theirs["ground"] not in {"mixed", ours.ground}:
        found.append("ground")
    if ours.pictured != theirs["pictured"]:
        found.append("picture")
    if abs(ours.size - theirs["size"]) > 0.6:
        found.append("size")
    return found + ["weight"] * (ours.bold != theirs["bold"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0, help="print that many differences")
    wanted = parser.parse_args()
    counts, shown = collections.Counter[str](), 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": 1000, "height": 800}, offline=True).new_page()
        page.route("**/*", lambda route: route.abort())
        for mail in mails(wanted.folder):
            part = html_of(mail)
            if part is None or part.markup is None:
                continue
            page.set_content(ACTIVE.sub("", part.source), wait_until="commit")
            texts, theirs = part.markup.texts, page.evaluate(TEXTS)
            counts["mails"] += 1
            pairs = difflib.SequenceMatcher(None, [t.text for t in texts], [t["text"] for t in theirs], autojunk=False)
            for here, there, many in pairs.get_matching_blocks():
                for ours, other in zip(texts[here : here + many], theirs[there : there + many], strict=True):
                    style = part.markup.styles[ours.style]
                    wrong = differences(style, other)
                    counts.update(["texts", *(f"{one} differs" for one in wrong)])
                    if wrong and shown < wanted.show:
                        shown += 1
                        print(f"{mail}:{ours.location.line} {ours.text[:30]!r} {wrong} {style} {other}")
        browser.close()
    for name, many in counts.most_common():
        print(f"{many:8} {name}")


if __name__ == "__main__":
    main()
