"""What exports write for the contract's words of consent.

Sources: the export shapes of the platforms (Mailchimp, Klaviyo, HubSpot, Brevo, Campaign Monitor, Customer.io,
OneTrust, Salesforce; read 2026-11-22) and what a column so named holds in plain English, German, French and Spanish.
Ours, under this project's licence. Dated 2026-11-24.
"""

from __future__ import annotations

from preflight.data.folding import spellings

_STATUS: dict[str, str] = {
    "opted-in": (
        "opted in|opt-in|optin|in|subscribed|subscribe|active|yes|y|true|1|granted|given|consented|consent|confirmed|"
        "agreed|accepted|allowed|double opt-in|single opt-in|explicit|ja|erteilt|zugestimmt|bestätigt|angemeldet|"
        "oui|inscrit|abonné|sí|si|suscrito"
    ),
    "opted-out": (
        "opted out|opt-out|optout|out|unsubscribed|unsubscribe|no|n|false|0|withdrawn|revoked|declined|denied|refused|"
        "removed|deleted|complained|spam|spam complaint|suppressed|blocked|blocklisted|blacklisted|do not contact|"
        "do not email|cleaned|nein|widerrufen|abgemeldet|non|désinscrit|désabonné|"
        "baja|cancelado"
    ),
    "pending": (
        "pending|unconfirmed|requested|invited|not confirmed|awaiting confirmation|waiting|expired|no consent|"
        "not given|never subscribed|non-subscribed|not subscribed|offen|unbestätigt|ausstehend|en attente|pendiente"
    ),
}
_BASIS: dict[str, str] = {
    "express": (
        "express|explicit|express consent|explicit consent|consent|opt-in|single opt-in|soi|written|einwilligung"
    ),
    "double-opt-in": "double opt-in|doi|confirmed opt-in|coi|double|confirmed",
    "soft-opt-in": "soft opt-in|existing customer|bestandskunde|similar products",
    "inquiry": "inquiry|enquiry|implied inquiry|request|anfrage",
    "purchase": "purchase|implied purchase|customer|sale|order|kauf",
    "contract": "contract|performance of a contract|vertrag",
    "legitimate-interest": "legitimate interest|legitimate interests|li|berechtigtes interesse",
}


def _table(words: dict[str, str]) -> dict[str, str]:
    found = {spelling: meaning for meaning in words for spelling in spellings(meaning)}
    for meaning, synonyms in words.items():
        for synonym in synonyms.split("|"):
            for spelling in spellings(synonym):
                found.setdefault(spelling, meaning)
    return found


STATUS: dict[str, str] = _table(_STATUS)
"""Words of a status, in every spelling, and what they mean."""

BASIS: dict[str, str] = _table(_BASIS)
"""Words of a legal basis, in every spelling, and what they mean."""
