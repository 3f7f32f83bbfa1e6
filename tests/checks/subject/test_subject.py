"""subject.missing and subject.test-words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.subject.missing import missing
from preflight.checks.subject.test_words import marked
from preflight.checks.subject.test_words import test_words as words_check
from tests.checks.content_facts import mail, outcome, result, said, token

MARKED = {
    "Test: Winter sale": "Test",
    "TEST - Winter sale": "TEST",
    "Test – Winter sale": "Test",
    "test | Winter sale": "test",
    "Test 2: Winter sale": "Test 2",
    "TEST #3 - Winter sale": "TEST #3",
    "TEST_winter sale": "TEST",
    "[TEST] Winter sale": "[TEST]",
    "[Test 2] Winter sale": "[Test 2]",
    "Winter sale (draft)": "(draft)",
    "Winter sale [PROOF]": "[PROOF]",
    "*** TEST *** Winter sale": "*** TEST ***",
    "{TEST} Winter sale": "{TEST}",
    "【テスト】冬のセール": "【テスト】",
    "Winter sale (copy)": "(copy)",
    "Winter sale (Copy 01)": "(Copy 01)",
    "Winter sale (Kopie)": "(Kopie)",
    "Draft - Winter sale": "Draft",
    "Draft v2: Winter sale": "Draft v2",
    "DRAFT: Winter sale": "DRAFT",
    "Proof: Winter sale": "Proof",
    "Copy of Winter sale": "Copy of",
    "copy of your winter sale": "copy of",
    "Re: Test: Winter sale": "Test",
    "Fwd: [TEST] Winter sale": "[TEST]",
    "Test": "Test",
    "TEST!!!": "TEST!!!",
    "test test": "test test",
    "Test 123": "Test 123",
    "testing 1 2 3": "testing 1 2 3",
    "Test email": "Test email",
    "asdf": "asdf",
    "Entwurf: Wintersale": "Entwurf",
    "[Entwurf] Wintersale": "[Entwurf]",
    "Testmail": "Testmail",
    "Kopie von Wintersale": "Kopie von",
    "Brouillon - Soldes": "Brouillon",
    "Copie de Soldes d'hiver": "Copie de",
    "Prueba: rebajas de invierno": "Prueba",
    "Borrador - rebajas": "Borrador",
    "Copia de Rebajas": "Copia de",
    "[prova] Saldi": "[prova]",
    "Bozza: saldi": "Bozza",
    "Utkast: vinterrea": "Utkast",
    "тест": "тест",
    "[DO NOT SEND] Winter sale": "[DO NOT SEND]",
    "Please ignore - Winter sale": "Please ignore",
    "Don't send: Winter sale": "Don't send",
}
HONEST = [
    "Draft beer, half price",
    "Draft beer: half price on Fridays",
    "Test drive the new Golf",
    "Test-drive: the new Golf",
    "Test your knowledge",
    "Testing made easy: our new tool",
    "Take the test: are you ready?",
    "The ultimate test: 10 cameras",
    "Proof of purchase",
    "Your proof of purchase - keep it safe",
    "The proof is in the pudding",
    "100 proof (and proud)",
    "Draft picks: who goes first",
    "NFL draft 2026: the picks",
    "Copy that: radio week",
    "Copywriting: ten tips",
    "Copy of your receipt",
    "Kopie von Ihrer Rechnung",
    "Copyright and you",
    "Waterproof: the new jacket",
    "A/B test - how we did it",
    "Contest: win a car",
    "Latest - news of May",
    "Greatest | hits",
    "Prueba gratis: 30 días",
    "Prueba: 30 días gratis",
    "Essai : un mois gratuit",
    "Prova: 30 giorni",
    "Concept: the new kitchen",
    "Attest: a story",
    "Winter sale - 50 % off",
    "[Webinar] Test automation",
    "(2) new messages",
    "Rough Draft Brewing: opening night",
    "Quality assurance: a QA handbook",
    "テストドライブ：新型車",
    "Testimonials: what people say",
    "Probe gefahren: der neue Golf",
    "🎉",
    "Re: your order",
]


@pytest.mark.parametrize(("subject", "word"), MARKED.items())
def test_marks(subject, word):
    assert marked(subject) == word
    found = result(words_check, mail(subject=subject))
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [f"the subject says “{word}”: {subject}"]


@pytest.mark.parametrize("subject", HONEST)
def test_honest_subjects(subject):
    assert marked(subject) == ""


def test_variants_with_the_same_word_are_one_finding():
    found = result(words_check, mail(name="A", subject="Test: one"), mail(name="B", subject="TEST: two"))
    assert said(found) == ["2 subjects say “Test”"]
    assert str(found.summary) == "2 of 2 subjects say that they are tests"


def test_words_of_the_checklist():
    assert result(words_check, mail(subject="Rohfassung: Sale"), options={"words": ["Rohfassung"]}).outcome == "failed"
    assert result(words_check, mail(subject="Test: Kameras"), options={"allow": ["Test"]}).outcome == "passed"
    assert result(words_check, mail(subject="Copy of Sale"), options={"allow": ["copy of"]}).outcome == "passed"


def test_the_draft_speaks_for_its_proof():
    proof = mail(state="proof", subject="[Test] Sale")
    assert result(words_check, mail(subject="Sale", proof=proof)).outcome == "passed"
    assert result(words_check, mail(proof=proof)).outcome == "failed"
    assert result(words_check, mail()).outcome == "skipped"


@given(st.text(max_size=60) | st.text("Test :-[]()v12 copy of", max_size=40))
def test_no_subject_crashes_it(subject):
    assert isinstance(marked(subject), str)


@pytest.mark.parametrize("piece", ["test ", "[", "(a", "*", "re: ", "-", " ", "1.", "test1 ", "copy of "])
def test_no_subject_takes_it_long(piece):
    assert isinstance(marked(piece * 100_000), str)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (mail(), "the mail has no subject"),
        (mail(subject=""), "the subject is empty"),
        (mail(subject=" \u00a0\u200b\ufeff "), "the subject is empty"),
        (mail(subject="{{ a }}", tokens=(token("{{ a }}", where="subject"),)),
         "the subject is made of tokens without a fallback"),
        (mail(subject="{{ a }} {{ b }}!", tokens=(token("{{ a }}", where="subject"), token("{{ b }}", where="subject"))),
         "the subject is made of tokens without a fallback"),
        (mail(subject="{% if contact.x %}Hi {{ contact.x }}{% endif %}"), "the subject is made of tokens without a fallback"),
        (mail(state="proof", headers={"From": "a@b.test"}), "the mail has no subject"),
    ],
)  # fmt: skip
def test_no_subject(message, words):
    found = result(missing, message)
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [words]


@pytest.mark.parametrize(
    "message",
    [
        mail(subject="Sale"),
        mail(subject="🎉"),
        mail(subject="50 %"),
        mail(subject="?!"),
        mail(subject="冬"),
        mail(subject="Hi {{ a }}", tokens=(token("{{ a }}", where="subject"),)),
        mail(
            subject="{{ a|default:'there' }}",
            tokens=(token("{{ a|default:'there' }}", where="subject", fallback="there"),),
        ),
        mail(subject="{% if contact.x %}Hi{% else %}Hello{% endif %}"),
        mail(proof=mail(state="proof", subject="Sale")),
    ],
)
def test_a_subject(message):
    assert result(missing, message).outcome == "passed"


def test_a_lone_file_has_no_place_for_one():
    assert result(missing, mail(), bare=True).outcome == "skipped"
    assert result(missing, mail(state="proof", headers={}), bare=True).outcome == "failed"
