"""Well-known mailbox domains as people misspell them, each with the right name; and endings that no domain has.

Source: the project's own notes of 2026-11-22, common slips of the keys (one letter doubled, lost, swapped, or its
neighbour's), without names that are known to belong to somebody else (ao.com, gail.com, comcast.com, ymail.com …).
Written by us, under this project's licence.
"""

from __future__ import annotations

DATED = "2026-11-28"

_WRONG = {
    "gmail.com": "gmial.com gmai.com gmal.com gamil.com gmaill.com gmail.co gmail.con gmail.cm gmail.om gmail.cim "
    "gmail.vom gmail.comm gmail.net gmail.org gnail.com gmil.com gmaul.com gmali.com ggmail.com gmsil.com gmqil.com "
    "g-mail.com gimail.com gmail.com.com gmaik.com gmaol.com gmeil.com gmail.xom gmail.cmo gmail.ocm "
    "googlemail.con googlmail.com goglemail.com",
    "yahoo.com": "yaho.com yahooo.com yhoo.com yahho.com yaoo.com yahoo.co yahoo.con yahoo.cm yahoo.comm uahoo.com "
    "yajoo.com yhaoo.com yahoo.om yahoo.cmo",
    "yahoo.de": "yaho.de yahooo.de",
    "yahoo.co.uk": "yahoo.couk yaho.co.uk yahooo.co.uk yahoo.co.ku",
    "hotmail.com": "hotmal.com hotmai.com hotmial.com hotmil.com hotmaill.com homail.com hotmail.co hotmail.con "
    "hotmail.cm hotamil.com hormail.com hotnail.com hotmall.com hotmail.comm hotmail.om hotmsil.com hotmaul.com "
    "hoymail.com hotmeil.com",
    "hotmail.co.uk": "hotmail.couk hotmial.co.uk hotmai.co.uk",
    "hotmail.de": "hotmial.de hotmai.de hotnail.de",
    "hotmail.fr": "hotmial.fr hotmai.fr hotmal.fr",
    "outlook.com": "outlok.com outloo.com outllook.com outlook.co outlook.con oulook.com outlool.com putlook.com "
    "otlook.com outlock.com outlook.cm outook.com outloook.com",
    "outlook.de": "outlok.de outlock.de oulook.de",
    "icloud.com": "iclod.com icloud.co icloud.con icoud.com iclould.com icluod.com iclound.com icloud.cm",
    "aol.com": "aol.co aol.con aoll.com aol.cm",
    "live.com": "live.con live.cm",
    "msn.com": "msn.con msn.co",
    "comcast.net": "comcas.net comast.net concast.net comcast.ney",
    "gmx.de": "gmx.d gmx.dee gmy.de gnx.de",
    "gmx.net": "gmx.nte gmx.ney gmx.ner",
    "web.de": "web.d web.dee",
    "t-online.de": "t-onlin.de t-onlie.de tonline.de t-online.d t-onine.de",
    "freenet.de": "frenet.de freenet.d",
    "protonmail.com": "protonmai.com protonmial.com protomail.com protonmail.co protonmail.con",
    "orange.fr": "ornage.fr orage.fr",
    "wanadoo.fr": "wanado.fr wandoo.fr wanadoo.f",
    "libero.it": "libero.i libreo.it",
    "laposte.net": "lapost.net laposte.ne",
}

MEANT: dict[str, str] = {wrong: right for right, names in _WRONG.items() for wrong in names.split()}
"""A misspelt domain and the one that was meant."""

ENDINGS: dict[str, str] = {
    ".con": ".com", ".cmo": ".com", ".cim": ".com", ".vom": ".com", ".xom": ".com", ".ocm": ".com", ".comm": ".com",
    ".nte": ".net", ".ney": ".net", ".ner": ".net", ".ogr": ".org", ".orgg": ".org", ".couk": ".co.uk",
}  # fmt: skip
"""Endings that are no top-level domain, and the one that was meant."""
