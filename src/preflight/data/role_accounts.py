"""What stands before the `@` of mailboxes that are no person's: roles, machines, and made-up addresses.

Source: RFC 2142 (1997), and the project's own notes of 2026-11-22 on what platforms refuse and companies use, in
several languages. Written by us, under this project's licence. Names that are often one person's (hello, mail, office,
jobs) count towards the share and no more.
"""

from __future__ import annotations

DATED = "2026-11-28"

_ROLES = (
    "info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www ftp admin "
    "administrator root sysadmin it tech helpdesk help-desk help service services contact contactus contact-us "
    "hello team office mail email enquiries enquiry inquiries inquiry reception feedback press media pr "
    "newsletter editor editorial jobs careers career hr recruiting recruitment billing accounts accounting "
    "finance invoice invoices order orders shop store customerservice customer-service customercare customer-care "
    "legal privacy dpo compliance gdpr no-reply noreply do-not-reply donotreply mailer-daemon bounce bounces list "
    "subscribe unsubscribe remove spam phishing everyone all staff board students alumni investorrelations "
    "investor-relations ir partners affiliate events booking bookings reservations reservation undisclosed- "
    "recipients kontakt anfrage anfragen vertrieb buchhaltung bewerbung bewerbungen einkauf verwaltung zentrale "
    "rechnung rechnungen datenschutz personal presse redaktion empfang sekretariat bestellung post bonjour "
    "accueil commercial comptabilite recrutement direction facturation contacto hola ventas administracion "
    "facturacion recursoshumanos recursos-humanos informazioni amministrazione vendite contatti segreteria "
    "verkoop boekhouding administratie klantenservice contato vendas financeiro atendimento biuro "
)
_NEVER = "abuse postmaster hostmaster mailer-daemon noc spam phishing"
_TESTS = (
    "test tests tester testing testuser test-user testmail test-mail testaccount test-account testperson mytest test1 "
    "test2 test3 test01 test123 teste asdf asdfasdf asdasd qwerty qwertz foo foobar dummy fake fakemail null devnull "
    "nobody noone nomail noemail no-email none xxx"
)


def _spelt(words: str) -> tuple[str, ...]:
    """Every word, with hyphens, dots, underscores and without."""
    joints = ("-", ".", "_", "")
    return tuple(sorted({joint.join(word.split("-")) for word in words.split() for joint in joints}))


ROLES: tuple[str, ...] = _spelt(_ROLES)
"""Roles and machines."""

NEVER: tuple[str, ...] = _spelt(_NEVER)
"""Those that nobody mails in bulk: who reads them complains, or is a machine."""

TESTS: tuple[str, ...] = _spelt(_TESTS)
"""What people write to try a form out."""

TEST_DOMAINS: tuple[str, ...] = ("example.com", "example.net", "example.org", "test.com", "test.de", "localhost")
"""Domains that nobody has a mailbox at (RFC 2606), and those that forms are tried out with."""

TEST_ENDINGS: tuple[str, ...] = (".example", ".invalid", ".localhost")
"""Top-level domains that do not exist (RFC 2606); `.test` is left alone, as it is everywhere."""
