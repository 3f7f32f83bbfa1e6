"""The page in a real Chromium: hostile mails do nothing, everybody can use it, and it works without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from preflight.__main__ import main
from preflight.demo.site import picture
from preflight.facts import Facts, Web
from preflight.facts.audience import Veiled
from preflight.facts.web import Answer
from preflight.finding import Finding, Mender, Severity, Tally, _
from preflight.ledger.stats import Fault, Month, Share, Stats
from preflight.report import browser as browser_module
from preflight.report import card, index, stats
from preflight.report.browser import executable
from preflight.report.html import render
from preflight.report.index import Entry
from preflight.report.write import write_reports
from tests.report import samples
from tests.report.browsing import WHY_NOT, Canary, axe, chromium
from tests.report.samples import at, made, report, rich
from tests.report.test_html import BAD, hostile
from tests.report.test_pictures import person, sampled, seen

if executable() is None:
    pytest.skip(WHY_NOT, allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with Canary() as found:
        yield found


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a page: `show(html, width=…, dark=…, scripts=…, at="#…")`."""
    contexts = []

    def opened(html: str, *, width: int = 1280, dark: bool = False, scripts: bool = True, at: str = "") -> Any:
        file = tmp_path / f"{len(contexts)}.html"
        file.write_text(html, "utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", java_script_enabled=scripts,
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("dialog", lambda dialog: (page.faults.append(dialog.message), dialog.dismiss()))
        page.on("popup", lambda popup: page.faults.append(popup.url))
        page.goto(file.as_uri() + at)
        return page

    yield opened
    for context in contexts:
        context.close()


def inside(page: Any) -> Any:
    """The frame with the mail."""
    frame = page.locator("iframe").first.element_handle().content_frame()
    frame.wait_for_load_state()
    return frame


ACTS = """<!doctype html><html><head><base href="{c}/base/"><meta http-equiv="refresh" content="0;url={c}/refresh">
<link rel=stylesheet href="{c}/css"><link rel=prefetch href="{c}/prefetch"><link rel=icon href="{c}/icon">
<style>@import "{c}/import"; @\\69mport "{c}/import2"; @font-face{{font-family:x;src:url({c}/font)}} p{{font-family:x;
background:url({c}/bg);cursor:url("{c}/cursor"),auto;list-style:\\75rl({c}/escaped);content:image-set("{c}/set" 1x)}}
.pf-pin{{display:none!important}} body{{position:fixed;inset:0;z-index:9999999999}} </style>
<script>top.hacked=1;alert(1);fetch("{c}/fetch")</script><script src="{c}/script"></script></head>
<body background="{c}/body" onload="top.hacked=1;alert(1)"><p style="background:url('{c}/attr')">x</p>
<p style="background:u\\72l({c}/attr2);border-image:image-set('{c}/set2' 1x)">y</p>
<img src="{c}/img" srcset="{c}/srcset 2x" onerror="alert(1)"><picture><source srcset="{c}/source"><img src=x onerror=alert(1)></picture>
<svg onload="alert(1)"><image href="{c}/svg"/><use href="{c}/use#x"/><script>alert(1)</script><style>@import '{c}/svgcss';</style>
<a href="{c}/svga"><text>t</text></a><foreignObject><iframe src="{c}/fo"></iframe></foreignObject></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></mglyph></table></mtext></math>
<iframe src="{c}/iframe" srcdoc="<script>top.hacked=1</script>"></iframe><object data="{c}/object"></object><embed src="{c}/embed">
<video src="{c}/video" poster="{c}/poster" autoplay></video><audio src="{c}/audio" autoplay></audio>
<form action="{c}/form" method=post><input name=a autofocus onfocus=alert(1)><input type=image src="{c}/input"><button>Go</button></form>
<a href="{c}/link" target=_top ping="{c}/ping">Link</a> <a href="javascript:top.hacked=1">Script</a> <a href="data:text/html,x">Data</a>
<table background="{c}/table"><tr><td background="{c}/td">z</td></tr></table><marquee onstart=alert(1)>m</marquee>
<details open ontoggle=alert(1)><summary>s</summary></details><template><img src="{c}/template"></template>
<noscript><img src="{c}/noscript"></noscript><textarea></textarea><img src="{c}/textarea"></textarea>
<!--[if gte mso 9]><img src="{c}/mso"><![endif]--><p>\u202eevil\u202c</p></script></style></title><img src="{c}/late"
"""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_hostile_mail_asks_for_nothing_and_runs_nothing(show: Any, canary: Canary, scripts: bool) -> None:
    mail = ACTS.format(c=canary.url)
    bad = [Finding(_("{url} is bad", url=f"{canary.url}/{n}"), key=str(n), fix=_("f"), location=at(n, 1),
                   evidence={"url": f"{canary.url}/{n}"}) for n in range(1, 20)]  # fmt: skip
    html = render(report(made("links.a", Severity.BLOCKER, Mender.WEB, *bad, Tally(_("1 of 1"))),
                         known=samples.facts(html=mail)), "en")  # fmt: skip
    page = show(html, scripts=scripts)
    here = page.url
    frame = inside(page)
    for link in frame.query_selector_all("a, button, summary, img")[:20]:
        link.dispatch_event("click")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for kind in ("phone", "dark", "bare"):
        page.check(f"input[value={kind}]", force=True)
    page.wait_for_load_state("networkidle")
    assert canary.asked == []
    assert page.faults == []
    assert page.url.partition("#")[0] == here
    assert page.evaluate("window.hacked") is None
    assert [one.url.partition("#")[0] for one in page.frames[1:]] == ["about:srcdoc"]
    assert (
        frame.query_selector_all(
            "script, form, input, iframe, object, embed, link, base, svg, video, [href], [background]"
        )
        == []
    )


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:12].encode("ascii", "replace"))
def test_hostile_texts_never_break_the_page(show: Any, text: str) -> None:
    page = show(hostile(text), width=320)
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.title().startswith("STOP")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main").count() == 1


def people() -> Facts:
    """A mail with a picture that was fetched and two fields of recipients."""
    shown = [person(Veiled("J", 4), None), person(Veiled("B", 40, "upper"), Veiled("", 2))]
    columns = {"firstname": "First Name", "city": "Town"}
    html = (
        '<p>{{ contact.firstname }} {{ contact.city|default("your town") }}</p><img src="https://a.test/x.png" alt="x">'
    )
    known = sampled(html, *shown, columns=columns)
    answer = Answer("https://a.test/x.png", (), 200, body=picture().body)
    return msgspec.structs.replace(known, web=Web({"https://a.test/x.png": answer}))


def numbers() -> Stats:
    nothing = Share(0, 0)
    return Stats(
        sends=3, runs=5, first_pass=Share(1, 3), utm=Share(3, 3), naming=nothing, duplicates=0, duplicate_sends=nothing,
        hours_to_ready=None, ready=0, completion=Share(1, 2), not_looked_at=["never"], faults=[Fault("links.broken", 2, 1)],
        months=[Month("2026-10", 2, 1, {"stop": 1, "go": 2}), Month("2026-11", 1, 0, {"hold": 2})], manual_minutes=45,
        minutes_saved=225,
    )  # fmt: skip


def pages() -> dict[str, str]:
    told = rich()[0]
    calm = report(made("links.x", Severity.NOTE, Mender.WEB, Tally(_("31 of 31 links answer"))))
    told["waivers"] = [{"target": "links.broken", "where": "https://acme.example/old", "reason": "known", "by": "jo@acme.example",
                        "until": "2026-12-01", "state": "active"}]  # fmt: skip
    told["approvals"]["given"] = [
        {"role": "legal", "by": "jo@acme.example", "at": "2026-11-24T08:00:00Z", "note": "fine"}
    ]
    return {
        "rich": render(told, "en"), "german": render(told, "de"), "seen": render(report(known=seen()), "en"),
        "calm": render(calm, "en"), "people": render(report(known=people()), "en"),
        "stats": stats.render(numbers(), {"links.broken": "A link answers with an error."}),
        "index": index.render([Entry("a", told, place="a/report.html"), Entry("b", None, ["no"]), Entry("c", calm)], "en"),
    }  # fmt: skip


PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_nobody_scrolls_sideways(show: Any, name: str) -> None:
    page = show(PAGES[name], width=320)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 &&"
            " !e.closest('.scroll, .glass')).map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"
        )
        assert (width, page.evaluate("document.documentElement.scrollWidth <= innerWidth"), wide) == (width, True, [])
    assert page.faults == []


@pytest.mark.parametrize(
    ("name", "state"), [("rich", "closed"), ("rich", "dark"), ("rich", "phone"), *((name, "open") for name in PAGES)]
)
def test_everybody_can_use_it(show: Any, name: str, state: str) -> None:
    script = axe()
    if not script:
        pytest.skip("AXE-CORE WAS NOT BROUGHT: run scripts/install --tests where npm is")
    page = show(PAGES[name], width=390 if state == "phone" else 1280, dark=state == "dark")
    if state != "closed":
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []


def test_a_picture_that_was_fetched_is_drawn(show: Any) -> None:
    page = show(PAGES["people"], scripts=False)
    drawn = inside(page).locator("img")
    assert drawn.evaluate("image => [image.complete, image.naturalWidth]") == [True, 240]
    page.check("input[value=bare]", force=True)
    drawn.wait_for(state="hidden")


def test_it_is_whole_without_scripts(show: Any) -> None:
    page = show(PAGES["rich"], scripts=False)
    assert not page.locator(".filter").is_visible()
    assert page.locator(".copying").count() == 0
    closed = page.locator(".check:not([open]) > summary").first
    closed.click()
    assert page.locator(".check[open]").count() > 0
    pin = page.locator(".marks .pin").nth(1)
    pin.click()
    frame = inside(page)
    frame.locator("#pf-2 > span").wait_for(state="visible")
    assert frame.evaluate("location.hash") == "#pf-2"


def test_filters_and_keys(show: Any) -> None:
    page = show(PAGES["rich"])
    total = page.locator("#findings .check").count()
    page.keyboard.press("/")
    page.keyboard.type("lorem")
    assert page.locator("#findings .check:visible").count() == 1
    assert page.locator("#filter-shown").inner_text() == f"1 of {total} shown"
    page.fill("#filter-words", "nothing has this")
    assert page.locator("#filter-none").is_visible()
    page.fill("#filter-words", "")
    page.click(".chip.warning")
    page.click(".chip.note")
    assert set(
        page.eval_on_selector_all("#findings .check:not([hidden])", "all => all.map(c => c.dataset.severity)")
    ) == {"blocker"}
    page.click(".chip[data-news]")
    assert page.locator("#findings .check:visible").count() < total
    page.click(".chip[data-news]")
    page.select_option("#filter-who", "dns")
    assert page.locator("#findings .check:visible").count() == 1
    page.select_option("#filter-who", "")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.closest('.check').id")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.check').id") != second
    before = page.evaluate("document.activeElement.closest('.check').open")
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.closest('.check').open") is not before
    assert page.faults == []


def test_a_deep_link_opens_what_it_leads_to(show: Any) -> None:
    told = rich()[0]
    check = next(one for one in told["checks"] if one["id"] == "content.placeholder")
    anchor = check["findings"][0]["id"].replace(":", "-")
    page = show(PAGES["rich"], at=f"#{anchor}")
    assert page.locator("#f-content-placeholder").get_attribute("open") is not None
    assert page.locator(f"#{anchor}").is_visible()
    page.locator("#mail-0-0-L4").first.evaluate("node => { location.hash = node.id; }")
    page.locator(".sourcefold[open]").first.wait_for()


def test_a_finding_is_copied_as_a_ticket(show: Any) -> None:
    page = show(PAGES["rich"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = page.locator("#f-suppression-recipient-listed")
    card.evaluate("card => { card.open = true; }")
    card.get_by_text("Copy as ticket").click()
    card.get_by_text("Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("**Blocker: 37 of 48,200 recipients are on the list unsubscribed")
    assert "Take them out of the segment" in text


def test_the_mail_shows_itself_in_four_ways(show: Any) -> None:
    dark = "<style>p{color:rgb(0,0,0)} @media (prefers-color-scheme: dark){p{color:rgb(9,9,9)}}</style><p>x</p><img src=x alt=Lamp>"
    page = show(render(report(known=samples.facts(html=dark)), "en"), dark=True)
    frame = inside(page)
    colour = "getComputedStyle(document.querySelector('p')).color"
    assert (frame.evaluate("innerWidth"), frame.evaluate(colour)) == (660, "rgb(0, 0, 0)")
    page.check("input[value=dark]", force=True)
    assert frame.evaluate(colour) == "rgb(9, 9, 9)"
    page.check("input[value=bare]", force=True)
    assert not frame.locator("img").is_visible()
    assert frame.locator(".pf-alt").inner_text() == "Lamp"
    page.check("input[value=phone]", force=True)
    assert frame.evaluate("innerWidth") == 375


def test_ten_thousand_findings_are_folded(show: Any) -> None:
    bad = [Finding(_("bad {n}", n=str(n)), key=str(n), fix=_("mend"), location=at(4)) for n in range(10_000)]
    html = render(report(made("links.broken", Severity.BLOCKER, Mender.WEB, *bad, Tally(_("10,000 of 10,000")))), "en")
    assert len(html) < 1_000_000
    page = show(html)
    assert page.locator("#findings .check").count() == 1
    assert page.faults == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in every form that a browser draws."""
    folder = tmp_path_factory.mktemp("printed")
    write_reports(rich()[0], folder, ("pdf", "card", "shots"), "en")
    return folder


def test_forms_that_a_browser_draws(printed: Path) -> None:
    assert {file.name for file in printed.iterdir()} == {
        "report.pdf", "card.md", "card.png", "mail-1-wide.png", "mail-1-phone.png", "mail-1-bare.png", "mail-1-dark.png",
    }  # fmt: skip
    pdf = (printed / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert 2 <= len(re.findall(rb"/Type /Page\b(?!s)", pdf)) <= 5
    assert b"/StructTreeRoot" in pdf, "tagged, so that it can be read aloud"
    sizes = {file.name: file.read_bytes()[16:24] for file in printed.glob("*.png")}
    assert int.from_bytes(sizes["card.png"][:4]) == 1600
    assert int.from_bytes(sizes["mail-1-wide.png"][:4]) == 1320
    assert int.from_bytes(sizes["mail-1-phone.png"][:4]) == 750


def test_the_card_in_words() -> None:
    text = card.markdown(rich()[0], "en")
    assert text.startswith("## ⛔ STOP: 2026-11\\_emea")
    for said in ("37 of 48,200 recipients", "**To do:** ", "Version code `4be1-c07d-9f32`"):
        assert said in text, said
    assert re.search(r"and \d more reason", text)
    assert len(text) < 1_500
    assert "So noch nicht senden." in card.markdown(rich()[0], "de")


def test_without_a_browser_it_is_said_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["run", "nothing.yaml", "--format", "pdf"]) == 2
    assert "no Chromium is installed" in capsys.readouterr().err
    monkeypatch.setattr(browser_module, "find_spec", lambda name: None)
    assert main(["run", "nothing.yaml", "--format", "card"]) == 2
    assert "preflight[render]" in capsys.readouterr().err


def test_a_hostile_mail_is_printed_without_a_request(canary: Canary, tmp_path: Path) -> None:
    told = report(known=samples.facts(html=ACTS.format(c=canary.url)))
    write_reports(told, tmp_path, ("pdf", "shots"), "en")
    assert canary.asked == []
