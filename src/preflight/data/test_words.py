"""Words by which a subject says that it is a test, a draft or a copy, in many languages.

Source: our own list, from general knowledge of the languages (2026-11-24); written by us, under this project's licence.
All in lower case, without accents, since subjects are compared so. Checklists extend and shorten the list.
"""

from __future__ import annotations

import re

DATED = "2026-11-24"

LABELS: frozenset[str] = frozenset(
    {
        # English
        "test", "tests", "testing", "draft", "proof", "test mail", "test email", "test e-mail", "testmail",
        "test send", "test message", "test only", "this is a test", "internal test", "first draft", "final draft",
        "rough draft", "draft copy", "draft only", "email draft", "qa test", "qa", "do not send", "dont send",
        "please ignore", "ignore",
        # German
        "entwurf", "testversand", "test-mail", "testnachricht", "testsendung", "testaussendung", "probeversand",
        "korrekturabzug", "bitte ignorieren", "nicht senden",
        # French, Spanish, Italian, Portuguese
        "brouillon", "mail de test", "email de test", "ne pas envoyer", "borrador", "correo de prueba",
        "email de prueba", "no enviar", "bozza", "email di prova", "email di test", "non inviare", "rascunho",
        "email de teste", "nao enviar",
        # Dutch, Nordic, Polish, Czech
        "testmailing", "niet verzenden", "utkast", "udkast", "luonnos", "testi", "szkic", "wersja robocza", "koncept",
        "navrh",
        # Russian, Japanese, Chinese, Korean
        "тест", "черновик", "テスト", "テストメール", "下書き", "测试", "測試", "草稿", "테스트", "초안",
    }
)  # fmt: skip
"""They count at the start before a separator, in brackets, and as the whole subject."""

TRIALS: frozenset[str] = frozenset({"prueba", "prova", "essai", "teste", "proef", "probe"})
"""They count like `LABELS`, but mean a free trial where the subject goes on to speak of money or time."""

COPIES: frozenset[str] = frozenset(
    {"copy", "kopie", "copie", "copia", "kopia", "kopi", "kopio", "clone", "duplicate", "concept", "epreuve", "ebauche"}
)
"""They count in brackets and as the whole subject alone: at the start they begin many honest subjects."""

COPY_OF = (
    r"(?:copy of|kopie von|kopie van|copie de|copia de|copia di|copia del|kopia av|kopi af|kopi av|clone of"
    r"|duplicate of)"
)
"""They count at the start, whatever follows (but see `PAPERS`)."""

PAPERS = re.compile(
    r"\b(?:receipts?|invoices?|orders?|contracts?|statements?|tickets?|polic(?:y|ies)|agreements?|bookings?|certificates?"
    r"|rechnung|bestellung|vertrags?|factura|facture|fattura|pedido|contrato|contrat|contratto)\b"
)
"""Papers that people do get a copy of: "Copy of your receipt"."""

_TRIAL_GOES_ON = re.compile(
    r"\b(?:grat\w*|free|kostenlos\w*|gratuit\w*|dias?|jours?|giorni|tage?|dagen|mois|mes(?:es)?|mesi|monat\w*|\d+\s?[€$%])"
)


def is_trial(rest: str) -> bool:
    """Whether what follows one of `TRIALS` shows that a free trial is meant."""
    return _TRIAL_GOES_ON.search(rest) is not None
