"""RFC 9989 clause by clause: each test names the section it holds to. Over loopback zones where DNS is asked."""

from __future__ import annotations

import pytest

from preflight.checks.authentication import _dmarc, _domains
from preflight.checks.authentication.dmarc_invalid import dmarc_invalid
from preflight.facts.dns import DmarcPolicy, Dns, Lookup
from preflight.facts.web import Unanswered
from preflight.finding import Location
from preflight.gather.dns.dmarc import steps, tags_of
from tests.checks.authentication.made import Judged, dns, message, send
from tests.gather.dns.asked import ask, one
from tests.servers.dns import NameServer


def walk(zone: str, domain: str) -> DmarcPolicy:
    found = one(zone, domain, "DMARC", timeout=0.3)
    assert isinstance(found, DmarcPolicy), found
    return found


def wanted(zone: str, domain: str) -> str:
    """What receivers are asked to do with mail from the domain, asked as a run asks."""
    author = _domains.FromDomain(domain, Location())
    with NameServer(zone) as server:
        known = ask(server, (domain, "DMARC"))
        policy = known.answers[f"DMARC {domain}"]
        assert isinstance(policy, DmarcPolicy)
        if "np" in policy.tags:
            known = ask(server, (domain, "A"), (domain, "AAAA"), (domain, "MX"), known=known)
    return _dmarc.judged_of(author, policy, known).wanted


# 4.7: the record


@pytest.mark.parametrize(
    ("record", "counts"),
    [
        ("v=DMARC1", True),
        ("v=DMARC1;", True),
        ("v = DMARC1 ; p=none", True),
        ("V=DMARC1; p=none", True),
        ("v=dmarc1; p=none", False),
        ("v=dmarc1; p=none; rua=mailto:DMARC1@acme.test", False),
        ("v=DMARC2; p=none", False),
        ("v=DMARC10; p=none", False),
        ("p=none; v=DMARC1", False),
        ("v=DMARC1 p=none", False),
        (" v=DMARC1; p=none", False),
        ("p=none", False),
    ],
)
def test_4_7_the_version_stands_first_and_matches_precisely(record: str, counts: bool) -> None:
    assert bool(walk(f'_dmarc.acme.test TXT "{record}"', "acme.test").records) is counts


def test_4_7_unknown_tags_are_ignored() -> None:
    assert tags_of("v=DMARC1; p=none; x=1; pct=50; rf=afrf; ri=3600")[1:] == ("", "")


def test_4_7_tags_stand_in_any_order_after_the_version() -> None:
    assert tags_of("v=DMARC1; rua=mailto:a@b.test; t=n; p=reject").tags["p"] == "reject"


@pytest.mark.parametrize(
    ("record", "ignored"),
    [
        ("v=DMARC1; p=none; nonsense", "“nonsense” is no tag"),
        ("v=DMARC1; p=none; =x", "“=x” is no tag"),
        ("v=DMARC1; p=none; sp2=none", "“sp2=none” is no tag"),
        ("v=DMARC1; p=none; t=", "“t=” is no tag"),
        ("v=DMARC1; p=none; p=reject", "the tag “p” stands twice"),
        ("v=DMARC1; p=none; adkim=strict", "“adkim=strict” is no value, and receivers read adkim=r"),
        ("v=DMARC1; p=none; aspf=x", "“aspf=x” is no value, and receivers read aspf=r"),
        ("v=DMARC1; p=none; t=yes", "“t=yes” is no value, and receivers read t=n"),
        ("v=DMARC1; p=none; psd=1", "“psd=1” is no value, and receivers read psd=u"),
    ],
)
def test_4_7_syntax_errors_give_way_to_defaults(record: str, ignored: str) -> None:
    read = tags_of(record)
    assert (read.fault, read.ignored) == ("", ignored)
    assert read.tags["p"] == "none"


def test_4_7_blanks_and_capitals_do_not_matter() -> None:
    assert tags_of("v=DMARC1 ;  P = Reject ;SP=None; ").tags == {"v": "dmarc1", "p": "reject", "sp": "none"}


# 4.7: t


@pytest.mark.parametrize(("record", "watching"), [
    ("v=DMARC1; p=reject; t=y", True), ("v=DMARC1; p=reject; t=n", False), ("v=DMARC1; p=reject", False),
    ("v=DMARC1; p=none; t=y", True),
])  # fmt: skip
def test_4_7_a_policy_under_test_is_not_applied(record: str, watching: bool) -> None:
    from preflight.checks.authentication.dmarc_monitoring_only import dmarc_monitoring_only

    policy = DmarcPolicy("acme.test", found_at="_dmarc.acme.test", records=(record,), tags=tags_of(record).tags)
    assert bool(Judged(dmarc_monitoring_only, send(), dns(policy)).findings) is watching


# 4.10: the walk


def test_4_10_the_example_of_thirteen_labels() -> None:
    assert steps("a.b.c.d.e.f.g.h.i.j.mail.example.com") == [
        "a.b.c.d.e.f.g.h.i.j.mail.example.com", "g.h.i.j.mail.example.com", "h.i.j.mail.example.com",
        "i.j.mail.example.com", "j.mail.example.com", "mail.example.com", "example.com", "com",
    ]  # fmt: skip


@pytest.mark.parametrize("labels", range(1, 20))
def test_4_10_never_more_than_eight_questions(labels: int) -> None:
    asked = steps(".".join("abcdefghijklmnopqrst"[:labels]))
    assert len(asked) == min(labels, 8)
    assert len(set(asked)) == len(asked)


def test_4_10_the_zone_cut_beyond_seven_labels_is_never_found() -> None:
    zone = '_dmarc.b.c.d.e.f.g.example.com TXT "v=DMARC1; p=none; psd=n"\n_dmarc.example.com TXT "v=DMARC1; p=reject"'
    found = walk(zone, "mail.a.b.c.d.e.f.g.example.com")
    assert (found.found_at, found.organizational) == ("_dmarc.example.com", "example.com")


@pytest.mark.parametrize("psd", ["y", "n"])
def test_4_10_the_walk_stops_at_psd(psd: str) -> None:
    zone = f'_dmarc.acme.test TXT "v=DMARC1; p=none; psd={psd}"\n_dmarc.test TXT "v=DMARC1; p=reject"'
    found = walk(zone, "acme.test")
    assert (found.found_at, found.organizational) == ("_dmarc.acme.test", "acme.test")
    assert found.asked == ("_dmarc.acme.test",)


def test_4_10_psd_u_goes_on() -> None:
    zone = '_dmarc.a.acme.test TXT "v=DMARC1; p=none; psd=u"\n_dmarc.acme.test TXT "v=DMARC1; p=reject"'
    assert walk(zone, "a.acme.test").organizational == "acme.test"


def test_4_10_several_records_of_a_name_are_discarded() -> None:
    zone = (
        '_dmarc.b.acme.test TXT "v=DMARC1; psd=n"\n_dmarc.b.acme.test TXT "v=DMARC1; p=none"\n'
        '_dmarc.acme.test TXT "v=DMARC1; p=reject"'
    )
    found = walk(zone, "a.b.acme.test")
    assert (found.found_at, found.organizational) == ("_dmarc.acme.test", "acme.test")


def test_4_10_other_texts_are_discarded_before_they_are_counted() -> None:
    zone = '_dmarc.acme.test TXT "v=DMARC1; p=none"\n_dmarc.acme.test TXT "v=dmarc1; p=reject"'
    assert walk(zone, "acme.test").tags["p"] == "none"


def test_the_catalogue_tells_several_at_the_from_domain_even_where_a_parent_would_do() -> None:
    zone = (
        '_dmarc.a.acme.test TXT "v=DMARC1; p=none"\n_dmarc.a.acme.test TXT "v=DMARC1; p=reject"\n'
        '_dmarc.acme.test TXT "v=DMARC1; p=reject"'
    )
    assert len(walk(zone, "a.acme.test").records) == 2


# 4.10.1: which record, which policy


@pytest.mark.parametrize(
    ("zone", "domain", "found_at"),
    [
        ('_dmarc.a.b.acme.test TXT "v=DMARC1"\n_dmarc.b.acme.test TXT "v=DMARC1"\n_dmarc.acme.test TXT "v=DMARC1"',
         "a.b.acme.test", "_dmarc.a.b.acme.test"),
        ('_dmarc.b.acme.test TXT "v=DMARC1"\n_dmarc.acme.test TXT "v=DMARC1"', "a.b.acme.test", "_dmarc.acme.test"),
        ('_dmarc.test TXT "v=DMARC1; psd=y"', "a.b.acme.test", "_dmarc.test"),
        ('_dmarc.acme.test TXT "v=DMARC1"\n_dmarc.test TXT "v=DMARC1; psd=y"', "a.b.acme.test", "_dmarc.acme.test"),
    ],
)  # fmt: skip
def test_4_10_1_author_then_organization_then_public_suffix(zone: str, domain: str, found_at: str) -> None:
    assert walk(zone, domain).found_at == found_at


@pytest.mark.parametrize(
    ("record", "domain", "policy"),
    [
        ("p=reject; sp=none; np=none", "acme.test", "reject"),
        ("p=none; sp=quarantine; np=reject", "real.acme.test", "quarantine"),
        ("p=none; sp=quarantine; np=reject", "mailed.acme.test", "quarantine"),
        ("p=none; sp=quarantine; np=reject", "ghost.acme.test", "reject"),
        ("p=none; sp=quarantine", "ghost.acme.test", "quarantine"),
        ("p=none; np=reject", "real.acme.test", "none"),
        ("p=none; np=reject", "ghost.acme.test", "reject"),
        ("p=quarantine", "ghost.acme.test", "quarantine"),
    ],
)
def test_4_10_1_p_sp_and_np(record: str, domain: str, policy: str) -> None:
    zone = f'_dmarc.acme.test TXT "v=DMARC1; {record}"\nreal.acme.test A 192.0.2.1\nmailed.acme.test MX 10 mx.test.'
    assert wanted(zone, domain) == policy


def test_4_10_1_the_public_suffix_says_what_holds_below() -> None:
    zone = '_dmarc.bank TXT "v=DMARC1; p=reject; sp=reject; np=quarantine; psd=y"\nacme.bank A 192.0.2.1'
    assert wanted(zone, "acme.bank") == "reject"
    assert wanted(zone, "ghost.bank") == "quarantine"


@pytest.mark.parametrize("kind", ["A", "AAAA", "MX"])
def test_4_10_1_a_domain_that_nobody_could_tell_of_is_taken_for_one(kind: str) -> None:
    zone = f'_dmarc.acme.test TXT "v=DMARC1; p=none; np=reject"\na.acme.test {kind} !servfail'
    assert wanted(zone, "a.acme.test") == "none"


def test_whether_it_exists_is_asked_only_where_it_matters() -> None:
    mail = send(message("a@news.acme.test"))
    of_parent = DmarcPolicy("news.acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1",), tags={"p": "none"})
    assert Judged(dmarc_invalid, mail, dns(of_parent)).asked == [Lookup("news.acme.test", "DMARC")]
    with_np = DmarcPolicy(
        "news.acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1",), tags={"p": "none", "np": "reject"}
    )
    kinds = [one.kind for one in Judged(dmarc_invalid, mail, dns(with_np)).asked]
    assert kinds == ["DMARC", "A", "AAAA", "MX"]


@pytest.mark.parametrize(
    ("record", "fault", "policy"),
    [
        ("rua=mailto:d@acme.test", "", "none"),
        ("p=nein; rua=mailto:d@acme.test", "", "none"),
        ("p=reject; sp=nein; rua=mailto:d@acme.test", "", "none"),
        ("p=reject; np=nein; rua=https://acme.test/r", "", "none"),
        ("p=reject; np=nein; rua=nowhere, mailto:d@acme.test", "", "none"),
        ("", "it has neither a policy (p=) nor an address for reports (rua=)", "none"),
        ("sp=reject", "it has neither a policy (p=) nor an address for reports (rua=)", "none"),
        ("p=nein", "“p=nein” is no policy", "none"),
        ("p=nein; rua=nowhere", "“p=nein” is no policy", "none"),
        ("p=reject; sp=x; np=y", "“sp=x” is no policy; “np=y” is no policy", "none"),
    ],
)
def test_4_10_1_without_a_valid_policy_the_address_for_reports_decides(record: str, fault: str, policy: str) -> None:
    read = tags_of(f"v=DMARC1; {record}")
    assert read.fault == fault
    found = DmarcPolicy("acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1",), tags=read.tags)
    assert _dmarc.Judged(_domains.FromDomain("acme.test", Location()), found).wanted == policy


def test_4_10_1_no_record_is_no_dmarc() -> None:
    assert walk("acme.test A 192.0.2.1", "acme.test").records == ()


@pytest.mark.parametrize("fault", ["servfail", "refused", "silent"])
def test_4_10_1_an_error_of_dns_is_not_no_record(fault: str) -> None:
    assert isinstance(one(f"_dmarc.acme.test !{fault}", "acme.test", "DMARC", timeout=0.3), Unanswered)


# 4.10.2: whose organization


@pytest.mark.parametrize(
    ("zone", "domain", "organization"),
    [
        ('_dmarc.mail.example.com TXT "v=DMARC1"\n_dmarc.example.com TXT "v=DMARC1"', "a.mail.example.com", "example.com"),
        ('_dmarc.mail.example.com TXT "v=DMARC1; psd=n"\n_dmarc.example.com TXT "v=DMARC1"', "a.mail.example.com",
         "mail.example.com"),
        ('_dmarc.com TXT "v=DMARC1; psd=y"', "a.mail.example.com", "example.com"),
        ('_dmarc.example.com TXT "v=DMARC1; psd=y"', "mail.example.com", "mail.example.com"),
        ('_dmarc.gov.test TXT "v=DMARC1; psd=y"', "gov.test", "gov.test"),
        ('_dmarc.gov.test TXT "v=DMARC1; psd=n"', "gov.test", "gov.test"),
        ("x.test A 192.0.2.1", "a.mail.example.com", "a.mail.example.com"),
    ],
)  # fmt: skip
def test_4_10_2_the_organization(zone: str, domain: str, organization: str) -> None:
    assert walk(zone, domain).organizational == organization


@pytest.mark.parametrize(
    ("tags", "domain", "aligned"),
    [
        ({}, "acme.test", True),
        ({}, "mail.acme.test", True),
        ({}, "other.test", False),
        ({"adkim": "r"}, "mail.acme.test", True),
        ({"adkim": "s"}, "mail.acme.test", False),
        ({"adkim": "s"}, "acme.test", True),
        ({"aspf": "s"}, "mail.acme.test", True),
    ],
)
def test_4_4_strict_and_relaxed(tags: dict[str, str], domain: str, aligned: bool) -> None:
    policy = DmarcPolicy("acme.test", records=("v=DMARC1",), tags=tags, organizational="acme.test")
    other = DmarcPolicy(domain, organizational="other.test" if domain == "other.test" else "acme.test")
    known = Dns({"DMARC acme.test": policy, f"DMARC {domain}": other if domain != "acme.test" else policy})
    author = _domains.FromDomain("acme.test", Location())
    assert _dmarc.leg(_dmarc.Judged(author, policy), [domain], known, "adkim").aligned is aligned


def test_what_receivers_read_otherwise_is_a_warning() -> None:
    policy = DmarcPolicy(
        "acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1",), tags={"p": "none"},
        ignored="“adkim=strict” is no value, and receivers read adkim=r",
    )  # fmt: skip
    found = Judged(dmarc_invalid, send(), dns(policy)).findings
    assert [(str(f.message), f.severity and f.severity.value) for f in found] == [(
        "the DMARC record at _dmarc.acme.test is not read as it was meant: “adkim=strict” is no value, and receivers "
        "read adkim=r", "warning",
    )]  # fmt: skip
