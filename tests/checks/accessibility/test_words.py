"""accessibility.alt-missing, .language-missing, .title-missing, .heading-order, .layout-table-role, .vague-link-text."""

from __future__ import annotations

import msgspec
import pytest

from preflight.check import Check
from preflight.checks.accessibility.alt_missing import alt_missing
from preflight.checks.accessibility.heading_order import heading_order
from preflight.checks.accessibility.language_missing import language_missing
from preflight.checks.accessibility.layout_table_role import layout_table_role
from preflight.checks.accessibility.title_missing import title_missing
from preflight.checks.accessibility.vague_link_text import vague_link_text
from preflight.facts import Facts
from preflight.facts.language import primary, spoken
from preflight.testing import facts_from, judge_check

ALL = (alt_missing, heading_order, language_missing, layout_table_role, title_missing, vague_link_text)

GERMAN = (
    "Liebe Kundin, der Frühling ist da und mit ihm die neuen Mäntel. Wir haben für Sie die schönsten ausgesucht, "
    "damit Sie nicht lange suchen. In der Filiale und auf unserer Seite finden Sie auch die Schuhe zu den Mänteln. "
    "Das Angebot ist nur bis Sonntag zu haben, und wir freuen uns auf Sie."
)
ENGLISH = (
    "Dear customer, spring is here and with it the new coats. We have picked the best of them for you, so that you do "
    "not have to look for long. In the shop and on our site you will find the shoes that go with the coats. The offer "
    "is on until Sunday, and we look forward to seeing you."
)
FRENCH = (
    "Chère cliente, le printemps est là et les nouveaux manteaux aussi. Nous avons choisi les plus beaux pour vous, afin "
    "que vous ne deviez pas chercher longtemps. Dans le magasin et sur notre site vous trouverez aussi les chaussures. "
    "L'offre est valable jusqu'à dimanche, et nous serons heureux de vous voir."
)


def said(check: Check, html: str, **options) -> list[str]:
    found = judge_check(check, facts_from({"html": html}), options)
    assert found.outcome.value != "crashed", found.reason
    return [str(one.text) for one in (*found.findings, *found.unknowns)]


def whole(body: str, head: str = "", lang: str = ' lang="en"') -> str:
    return f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"


# alt-missing


def test_one_finding_for_all_pictures_and_their_links_are_counted():
    html = (
        '<img src=https://s.test/a.png><a href=https://s.test/><img src=https://s.test/b.png></a><img src=c.png alt="">'
    )
    assert said(alt_missing, html) == [
        "2 pictures have no alt text; 1 of them are links, and nobody hears where they lead"
    ]


def test_a_linked_picture_is_worse_and_said_so():
    html = "<a href=https://s.test/><img src=https://s.test/b.png></a>"
    assert said(alt_missing, html) == [
        "a picture that is a link has no alt text: nobody hears where it leads (https://s.test/b.png)"
    ]
    assert said(alt_missing, html * 2) == [
        "2 pictures have no alt text; they are links, and nobody hears where they lead"
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<img src=a.png alt="">',
        '<img src=a.png alt="A coat">',
        "<img src=a.png alt>",
        "<img src=https://s.test/open.gif width=1 height=1>",
        "<img src=a.png role=presentation>",
        "<img src=a.png aria-hidden=true>",
        "<div style='display:none'><img src=a.png></div>",
        "<style>.phone{display:none}</style><div class=phone><img src=a.png></div>",
        "<td background=a.png>x</td>",
        "<!--[if gte mso 9]><v:fill src='a.png'/><![endif]-->",
        "<picture><source srcset=a.webp><img src=a.png alt='A coat'></picture>",
        "<img src='{{ contact.picture }}' alt='{{ contact.name }}'>",
    ],
)
def test_pictures_that_lack_nothing(html: str):
    assert said(alt_missing, html) == []


# title-missing and language-missing


def test_titles():
    assert said(title_missing, whole("<p>Hi")) == ["the mail has no title"]
    assert said(title_missing, whole("<p>Hi", "<title> </title>")) == ["the mail has no title"]
    assert said(title_missing, whole("<p>Hi", "<title>Hi</title>")) == []
    assert said(title_missing, whole("<p>Hi", "<title>{{ subject }}</title>")) == []


def test_languages_that_are_missing_or_none():
    assert said(language_missing, whole("<p>Hi", lang="")) == ["the mail does not say in which language it is"]
    assert said(language_missing, whole("<p>Hi", lang=' lang=""')) == ["the mail does not say in which language it is"]
    assert said(language_missing, whole("<p>Hi", lang=' lang="english language"')) == [
        "lang says “english language”, which is no language"
    ]


def test_a_language_that_the_text_is_not_in():
    assert said(language_missing, whole(GERMAN)) == ["lang says “en”, and the text is in German"]
    assert said(language_missing, whole(ENGLISH, lang=" lang=de-AT")) == [
        "lang says “de-AT”, and the text is in English"
    ]
    assert said(language_missing, whole(FRENCH)) == ["lang says “en”, and the text is in French"]


@pytest.mark.parametrize(
    ("body", "lang"),
    [
        (ENGLISH, ' lang="en-GB"'),
        (GERMAN, " lang=de_AT"),
        (GERMAN, " lang=DE"),
        (FRENCH, ' lang="fr-CH"'),
        (GERMAN, ' lang="{{ locale }}"'),
        (f"{ENGLISH} {GERMAN}", ' lang="en"'),  # both: nobody can say that one is wrong
        (f"<div lang=de>{GERMAN}</div>", ""),  # the mark stands further in, as many programs drop the html tag
        ("Spring is here. Der Frühling ist da.", ' lang="fr"'),  # too little to tell
        (GERMAN, ' lang="gsw"'),  # Swiss German: a language that we do not know
        (f"<div style='display:none'>{GERMAN}</div>{ENGLISH}", " lang=en"),
        ("SKU 4711 49 € " * 40, " lang=fr"),
        ("a p e o a:hover p > a, e + o { a: e } table tr td " * 8, " lang=en"),
        ("Size de 38, Size de 40, Size de 42 " * 8, " lang=en"),
    ],
)
def test_languages_that_are_right_or_cannot_be_told(body: str, lang: str):
    assert said(language_missing, whole(body, lang=lang)) == []


@pytest.mark.parametrize("check", [title_missing, language_missing])
def test_a_fragment_has_its_head_elsewhere(check: Check):
    assert judge_check(check, facts_from({"html": "<table><tr><td>Hi</td></tr></table>"})).outcome == "skipped"


def test_what_is_heard():
    assert spoken(GERMAN) == {"de"}
    assert spoken(ENGLISH) == {"en"}
    assert spoken(FRENCH) == {"fr"}
    assert spoken("Весна пришла, и вместе с ней новые пальто. Мы выбрали для вас лучшие.") >= {"ru", "uk"}
    assert spoken(
        "春が来ました。新しいコートをどうぞご覧ください。お客様のために選びました。日曜日までのご提供です。"
    ) == {"ja"}
    assert spoken("春が来ました。新しいコートをどうぞご覧ください。" + ENGLISH) == {"en"}
    assert spoken("") == spoken("Sale! 50 %") == frozenset()
    assert primary("nb-NO") == "no"
    assert primary("PT_br") == "pt"


def test_danish_and_norwegian_are_not_told_apart():
    danish = (
        "Kære kunde, nu er det forår, og vi har de nye frakker klar til dig. Du kan se dem i butikken og på vores side, "
        "og vi har også sko, der passer til. Tilbuddet gælder til på søndag, så kom og se dem, før de er væk hos os."
    )
    assert said(language_missing, whole(danish, lang=" lang=nb")) == []
    assert said(language_missing, whole(danish, lang=" lang=da")) == []
    assert said(language_missing, whole(danish)) == ["lang says “en”, and the text is in Danish"]


# heading-order


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h1>One</h1><h3>Two</h3>", ["after an h1 comes an h3 (“Two”)"]),
        ("<h1>One</h1><h3>Two</h3><h2>x</h2><h4>Three</h4>", ["2 headings skip a level"]),
        ("<h1>One</h1><h1>Two</h1>", ["a second h1 (“Two”)"]),
        ("<h1>One</h1><h1>Two</h1><h1>Three</h1>", ["2 headings are an h1 after the first one"]),
        ("<p role=heading aria-level=1>One</p><h4>Two</h4>", ["after an h1 comes an h4 (“Two”)"]),
        ("<h1><img src=a.png alt=Acme></h1><h1>Two</h1>", ["a second h1 (“Two”)"]),
        ("<h1>One</h1><h2>Two</h2><h3>Three</h3><h2>Four</h2>", []),
        ("<h2>Two</h2><h3>Three</h3>", []),  # a mail is a letter: it may do without an h1
        ("<h1>One</h1><h1>One</h1>", []),  # the copy for phones
        ("<h1>One</h1><h2>Two</h2><h1>One</h1><h2>Two</h2>", []),
        ("<h1>One</h1><h1 style='display:none'>Two</h1>", []),
        (
            "<style>@media (max-width:480px){.d{display:none}} .m{display:none}</style><h1 class=d>A</h1><h1 class=m>B</h1>",
            [],
        ),
        ("<h1></h1><h3>Two</h3>", []),  # an empty one is not heard
        ("<h1>One</h1><h3 role=presentation>Two</h3>", []),
        ("<h1>One</h1><!--[if mso]><h1>Two</h1><![endif]-->", []),
    ],
)
def test_headings(html: str, found: list[str]):
    assert said(heading_order, html) == found


# layout-table-role


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<table><tr><td>Hi</td></tr></table>", ["a table that only sets the layout does not say so"]),
        (
            "<table role=presentation><tr><td><table><tr><td>Hi</table><table><tr><td>Ho</table></table>",
            ["2 of 3 tables that only set the layout do not say so"],
        ),
        ("<table role=presentation><tr><td>Hi</td></tr></table>", []),
        ("<table role=none><tr><td>Hi</td></tr></table>", []),
        ("<table><tr><th>Size</th><th>Price</th></tr><tr><td>M</td><td>49</td></tr></table>", []),
        ("<table><caption>Prices</caption><tr><td>M</td><td>49</td></tr></table>", []),
        ("<table><tr><td>Coat</td><td>49 €</td></tr><tr><td>Total</td><td>49 €</td></tr></table>", []),
        ("<table role=table><tr><td>M</td></tr></table>", []),
        ("<table style='display:none'><tr><td>Hi</td></tr></table>", []),
        ("<!--[if mso]><table><tr><td><![endif]--><div>Hi</div><!--[if mso]></td></tr></table><![endif]-->", []),
    ],
)
def test_tables(html: str, found: list[str]):
    assert said(layout_table_role, html) == found


# vague-link-text

COATS = "<a href=https://s.test/coats>{}</a>"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (COATS.format("Click here"), ["“Click here” does not say where the link leads"]),
        (COATS.format("Mehr erfahren »"), ["“Mehr erfahren »” does not say where the link leads"]),
        (COATS.format("En savoir plus"), ["“En savoir plus” does not say where the link leads"]),
        (COATS.format("Leer más"), ["“Leer más” does not say where the link leads"]),
        (COATS.format("Read more") * 3, ["3 links do not say where they lead (“Read more”)"]),
        (COATS.format(""), ["a link has no words and no alt text (https://s.test/coats)"]),
        (COATS.format("<img src=a.png alt=''>"), ["a link has no words and no alt text (https://s.test/coats)"]),
        (
            "<a href=https://s.test/a>Shop now</a> <a href=https://s.test/b>Shop now</a>",
            ["“Shop now” leads to 2 different places"],
        ),
        (
            "".join(f"<a href=https://s.test/{n}>{t}</a>" for n, t in enumerate(["Shop now", "Buy"] * 2)),
            ["2 texts lead to different places each (“Shop now”, “Buy”)"],
        ),
        (COATS.format("See our coats"), []),
        (COATS.format("<img src=a.png alt='Spring coats'>"), []),
        (COATS.format("<img src=a.png>"), []),  # accessibility.alt-missing tells it
        ("<a href=https://s.test/coats title='Spring coats'>Read more</a>", []),
        ("<a href=https://s.test/coats aria-label='Read more about coats'>Read more</a>", []),
        (COATS.format("<img src=a.png alt=''>") + COATS.format("Spring coats"), []),
        (
            "<a href='https://s.test/c?utm_content=a'>Shop coats</a> <a href='https://s.test/c?utm_content=b'>Shop coats</a>",
            [],
        ),
        ("<a href=https://s.test/c>Coats</a> <a href=https://s.test/c#wool>Coats</a>", []),
        ("<a href='{{ product.url }}'>Buy</a> <a href='{{ other.url }}'>Buy</a>", []),
        ("To unsubscribe, click <a href=https://s.test/unsubscribe?u=1>here</a>.", []),
        ("<a href=https://s.test/view-online>Click here</a> to view this email in your browser", []),
        (COATS.format("Coats") + "<!--[if mso]>" + COATS.format("here") + "<![endif]-->", []),
        ("<div style='display:none'>" + COATS.format("here") + "</div>" + COATS.format("Coats"), []),
        ("".join(f"<a href='https://c.test/Click?q={n}'>Shop</a>" for n in range(5)), []),  # it counts clicks
        ("<a name=top></a>" + COATS.format("Coats"), []),
        ("<a href=top></a><a href='#'></a>" + COATS.format("Coats"), []),  # links.malformed and .placeholder tell them
        (COATS.format("{{ cta }}"), []),
        (COATS.format("here's the full story"), []),
    ],
)
def test_links(html: str, found: list[str]):
    assert said(vague_link_text, html) == found


def test_words_of_ones_own():
    assert said(vague_link_text, COATS.format("Go shopping"), words=["go shopping"]) == [
        "“Go shopping” does not say where the link leads"
    ]


# all of them


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.id)
def test_without_html_there_is_nothing_to_say(check: Check):
    assert judge_check(check, facts_from({"text": "Hi"})).outcome == "skipped"


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.id)
def test_a_shell_is_told_once_and_elsewhere(check: Check):
    shell = whole('{% include "body.html" %}<img src=a.png><table><tr><td><a href=https://s.test/>here</a>', lang="")
    assert judge_check(check, facts_from({"html": shell})).outcome == "skipped"


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.id)
def test_older_facts_do_not_say(check: Check):
    facts = facts_from({"html": whole("<h1>Hi</h1><img src=a.png><table><tr><td><a href=https://s.test/>here</a>")})
    message = facts.send.messages[0]
    old = msgspec.structs.replace(message, html=msgspec.structs.replace(message.html, markup=None))
    facts = Facts(msgspec.structs.replace(facts.send, messages=(old,)), facts.clock)
    found = judge_check(check, facts)
    assert (found.outcome.value, str(found.reason)) == ("unknown", "not asked then")
