"""Names under which exports and platforms keep the same field of a person.

Ours, from the project's tables of token dialects and export shapes of 2026-11-22, under this project's licence.
"""

from __future__ import annotations

from preflight.data.folding import fold

DATED = "2026-11-28"

_SAME = {
    "email": "email address|e-mail|e-mail address|mail|emailaddr|subscriber email|contact email|"
    "e-mail-adresse|courriel",
    "first_name": "firstname|fname|given name|forename|first|vorname|prénom|prenom|nombre|nome|voornaam|imię",
    "last_name": "lastname|lname|surname|family name|last|nachname|familienname|nom|apellido|apellidos|cognome|"
    "achternaam",
    "full_name": "fullname|name|full name|contact name|display name",
    "company": "company name|companyname|organization|organisation|organization name|account name|account|firma|"
    "unternehmen|société|entreprise|empresa",
    "job_title": "jobtitle|job title|title|position|role|funktion",
    "country": "country name|country region|country/region|mailing country|land|pays|país|paese",
    "city": "town|ort|stadt|ville|ciudad",
    "phone": "phone number|telephone|mobile|mobile phone|telefon|téléphone",
    "salutation": "anrede|greeting|civilité",
}


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, others in _SAME.items():
        for other in (name, *others.split("|")):
            found.setdefault(fold(other), name)
    return found


_MEANINGS = _table()


def meaning(name: str) -> str:
    """What a field of that name usually holds ("first_name"), or ""."""
    return _MEANINGS.get(fold(name), "")
