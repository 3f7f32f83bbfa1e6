"""content.placeholder, and its near misses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.content.placeholder import placeholder
from preflight.data.placeholders import phrases
from preflight.facts.send import Run
from tests.checks.content_facts import at, mail, outcome, part, result, said, token

STOPS = {
    "Lorem ipsum dolor sit": "Lorem ipsum",
    "Consectetur DOLOR SIT AMET": "Lorem ipsum",
    "TODO: write this": "TODO:",
    "TODO check with legal": "TODO",
    "TODO Check with legal": "TODO",
    "TODO": "TODO",
    "Price to come [TODO]": "[TODO",
    "FIXME price": "FIXME",
    "Save XX % now": "XX %",
    "Save XX% now": "XX%",
    "Save xx% now": "xx%",
    "From €XX": "€XX",
    "Now XX,XX €": "XX,XX €",
    "Nur XX Euro": "XX Euro",
    "Only $XX.XX": "$XX.XX",
    "on XX.XX.2026": "XX.XX.2026",
    "am XX.XX.": "XX.XX.",
    "at XX:XX": "XX:XX",
    "until [insert date]": "[insert date]",
    "until <Insert date here>": "<Insert date here>",
    "Hello [INSERT NAME]": "[INSERT NAME]",
    "[Datum einfügen]": "[Datum einfügen]",
    "[insérer la date]": "[insérer la date]",
    "[insertar fecha]": "[insertar fecha]",
    "Dear [Your Name]": "[Your Name]",
    "[placeholder image]": "[placeholder image]",
    "Your text here": "Your text here",
    "Add your text here": "Add your text here",
    "Your headline goes here": "Your headline goes here",
    "Headline goes here": "Headline goes here",
    "Placeholder text": "Placeholder text",
    "Ihr Text hier": "Ihr Text hier",
    "Hier steht Ihr Text": "Hier steht Ihr Text",
    "Votre texte ici": "Votre texte ici",
    "Tu texto aquí": "Tu texto aquí",
}
QUIET = [
    "50 % off",
    "Save 20 % until Friday",
    "My to do list",
    "Your TODO list for autumn",
    "The best TODO apps",
    "TODO INCLUIDO en tu hotel",
    "¡TODO al 50 %!",
    "Lo quiero TODO",
    "TODO o site com desconto",
    "XX. Kongress der Chirurgie",
    "XX Congreso",
    "Size XX",
    "Sizes S to XXL",
    "Super Bowl XX",
    "XX chromosomes",
    "xx, your friends",
    "love Anna xx",
    "XXX-rated",
    "TBD Bank opens",
    "TBC Bank",
    "AT&TBD",
    "STBC codes",
    "[Add to calendar]",
    "[Enter the competition]",
    "[Your account] https://shop.test/account",
    "[View online]",
    "Insert the key and turn it",
    "Your name here on a mug",
    "Your message here, engraved",
    "The text here is small",
    "Text us here",
    "See https://shop.test/TODO-list and https://shop.test/lorem-ipsum",
    "mail todo@shop.test",
    "#TODO",
    "a.TODO",
    "Lorem the cat",
    "Ipsum Ltd",
    "Placeholder text is a bad idea in forms",
    "20.12.2026 at 10:30",
    "XX% cotton".replace("XX", "80"),
    "M.XX.12",
]


@pytest.mark.parametrize(("text", "phrase"), STOPS.items())
def test_placeholders(text, phrase):
    assert phrases(text)[0] == (phrase, True)
    found = result(placeholder, mail(text))
    assert outcome(found) == ("failed", "blocker")
    assert f"“{phrase}” still stands in the mail" in said(found)


@pytest.mark.parametrize("text", ["Speaker: TBC", "Venue TBD", "Time (tbc)", "TBD: the venue", "TBC"])
def test_warnings(text):
    assert outcome(result(placeholder, mail(text))) == ("failed", "warning")


@pytest.mark.parametrize("text", QUIET)
def test_near_misses(text):
    assert phrases(text) == []


def test_everywhere_a_reader_looks():
    for message in (
        mail(subject="Lorem ipsum"),
        mail(preheader="Lorem ipsum"),
        mail(text="Lorem ipsum"),
        mail(part(Run("Lorem ipsum", at(), "display:none"), "Sale!")),
    ):
        assert result(placeholder, message).outcome == "failed"


def test_not_where_nobody_does():
    assert result(placeholder, mail(part("Sale!", Run("Lorem ipsum", at(), "display:none")))).outcome == "passed"
    assert result(placeholder, mail(part("Sale!", source="<style>/* TODO: x */</style>Sale!"))).outcome == "passed"
    inside = '{{insert name "default=[insert name]"}}'
    assert result(placeholder, mail(f"Hello {inside}", tokens=(token(inside),))).outcome == "passed"


def test_one_phrase_in_many_places_is_one_finding():
    one, other = mail(part("Lorem ipsum", "and lorem ipsum"), name="A"), mail(subject="LOREM IPSUM", name="B")
    found = result(placeholder, one, other)
    assert said(found) == ["“Lorem ipsum” still stands in the mail, in 3 places"]
    assert str(found.summary) == "3 of 4 stretches of text hold a placeholder"


def test_spanish_mails_say_todo():
    assert result(placeholder, mail("TODO rebajado", language="es-MX")).outcome == "passed"
    assert result(placeholder, mail("TODO rebajado", language="en")).outcome == "failed"
    assert result(placeholder, mail("TODO: precio", language="es")).outcome == "failed"


def test_words_of_the_checklist():
    assert result(placeholder, mail("Blabla AG"), options={"words": ["blabla"]}).outcome == "failed"
    assert result(placeholder, mail("Speaker: TBC"), options={"allow": ["tbc"]}).outcome == "passed"


@given(st.text(max_size=80) | st.text("TODOX %.[]insert :", max_size=60))
def test_no_text_crashes_it(text):
    assert isinstance(phrases(text), list)


@pytest.mark.parametrize(
    "piece", ["[insert ", "XX.", "TODO ", "your text ", "[a ", "<", "lorem ", "TBD ", " ", "a@", "TODO: "]
)
def test_no_text_takes_it_long(piece):
    assert isinstance(phrases(piece * 20_000), list)
