"""Words of the trade: what an abbreviation means, and plain words in place of those that only we know."""

from __future__ import annotations

import re

ABBREVIATIONS: dict[str, str] = {
    "SPF": "The public list of servers that may send for a domain.",
    "DKIM": "A signature on the mail; the key to check it is published by the sender's domain.",
    "DMARC": "What receivers shall do with mail that has neither a valid SPF nor a valid DKIM of the From domain.",
    "DNS": "The public directory in which a domain says which servers and keys are its own.",
    "BIMI": "A record that lets mailboxes show the sender's logo.",
    "MX": "The record that says which server takes a domain's mail.",
    "TXT": "The kind of DNS record that holds free text; SPF, DKIM and DMARC stand in such records.",
    "TLS": "The encryption between mail servers, and between browser and website.",
    "UTM": "Parameters on a link by which web analytics knows which send brought a visit.",
    "GA4": "Google Analytics 4.",
    "HTML": "The language that the mail's layout is written in.",
    "URL": "A web address.",
    "CASL": "Canada's law on commercial mail.",
    "GDPR": "The European Union's law on personal data.",
    "CAN-SPAM": "The law of the United States on commercial mail.",
    "RFC": "A published standard of the internet.",
    "AMP": "A kind of mail whose content can change after it was sent.",
    "MSO": "Outlook for Windows, which reads comments that other programs pass over.",
    "VML": "The drawing language of Outlook for Windows, used for its buttons.",
    "CSS": "The style sheet that says how the mail looks.",
}
"""What each means, in a sentence; those that stand on a page are explained on it."""

_FOUND = re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in ABBREVIATIONS)})\b|\butm_")
_PLAIN = {
    "fingerprint": "version code", "fingerprints": "version codes", "ledger": "record", "digest": "code",
    "digests": "codes", "crashed": "broke", "permerror": "permanent error", "psi": "shift", "mad": "spread",
    "registrable domain": "main domain", "registrable domains": "main domains", "waive": "accept the risk",
    "waived": "accepted", "waiver": "accepted risk", "waivers": "accepted risks",
}  # fmt: skip
_LONGEST_FIRST = sorted(_PLAIN, key=len, reverse=True)
# Not within an address, a file's name or an id: those are quoted, and stay what they are. "Mad" is an ordinary word.
_OURS = re.compile(
    rf"(?<![\w/.@:-])(?:{'|'.join(word for word in _LONGEST_FIRST if word not in {'psi', 'mad'})}|(?-i:PSI|MAD))"
    r"(?![\w/@-]|[.:]\w)",
    re.IGNORECASE,
)


def abbreviations(*texts: str) -> list[str]:
    """Those that stand in the texts, in the order of the glossary."""
    found = {"UTM" if one == "utm_" else one for text in texts for one in _FOUND.findall(text)}
    return [one for one in ABBREVIATIONS if one in found]


def plain_words(text: str) -> str:
    """The text as somebody reads it who has never seen our code."""
    return _OURS.sub(lambda found: _PLAIN[found[0].lower()], text)
