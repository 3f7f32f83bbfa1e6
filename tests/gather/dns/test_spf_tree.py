"""SPF trees over loopback zones: what the worst mail would cost, and who is at fault."""

from __future__ import annotations

import pytest

from preflight.facts.dns import SpfTree
from preflight.facts.web import Unanswered
from tests.gather.dns.asked import ask, one
from tests.servers.dns import NameServer


def tree(zone: str, domain: str = "mail.test") -> SpfTree:
    found = one(zone, domain, "SPF", timeout=0.5)
    assert isinstance(found, SpfTree), found
    return found


def includes(number: int) -> str:
    """A record of so many includes, each of which costs nothing itself."""
    terms = " ".join(f"include:i{n}.test" for n in range(number))
    zone = "\n".join(f'i{n}.test TXT "v=spf1 ip4:192.0.2.{n} -all"' for n in range(number))
    return f'mail.test TXT "v=spf1 {terms} -all"\n{zone}'


HOSTS = """
mail.test A 192.0.2.1
mail.test MX 10 mail.test.
host.test A 192.0.2.1
six.test AAAA 2001:db8::1
"""


def test_no_record() -> None:
    assert tree('mail.test TXT "google-site-verification=x"').result == "none"
    assert tree("").result == "none"
    assert tree('mail.test TXT "v=spf10 -all"').result == "none"


def test_a_sound_record() -> None:
    found = tree('mail.test TXT "v=spf1 ip4:192.0.2.0/24 -all"')
    assert (found.result, found.lookups, found.voids, found.problem) == ("ok", 0, 0, "")
    assert found.root.records == ("v=spf1 ip4:192.0.2.0/24 -all",)


@pytest.mark.parametrize(
    ("terms", "lookups"),
    [
        ("a mx -all", 2),
        ("a:host.test/24 mx:mail.test//64 -all", 2),
        ("exists:host.test ptr -all", 2),
        ("exists:%{i}._spf.test -all", 1),
        ("ip4:192.0.2.1 ip6:2001:db8::/32 exp=why.test -all", 0),
        ("a -all a:x.test a:y.test", 1),
        ("-all include:nowhere.test", 0),
        ("a redirect=other.test", 3),
        ("a ~all redirect=nowhere.test", 1),
        ("include:other.test include:other.test -all", 4),
    ],
)
def test_terms_are_counted_as_they_are_met(terms: str, lookups: int) -> None:
    found = tree(f'mail.test TXT "v=spf1 {terms}"\nother.test TXT "v=spf1 a:host.test -all"\n{HOSTS}')
    assert (found.result, found.lookups) == ("ok", lookups)


def test_ten_lookups_are_allowed() -> None:
    found = tree(includes(10))
    assert (found.result, found.lookups, len(found.root.children)) == ("ok", 10, 10)


def test_the_eleventh_is_named() -> None:
    found = tree(includes(11))
    assert (found.result, found.problem, found.lookups) == ("permerror", "lookup-limit", 11)
    assert found.culprit == "include:i10.test"


def test_lookups_add_up_through_the_tree() -> None:
    zone = f"""
        mail.test TXT "v=spf1 include:a.test include:b.test mx -all"
        a.test TXT "v=spf1 include:c.test a:host.test a:host.test a:host.test -all"
        b.test TXT "v=spf1 a:host.test a:host.test a:host.test include:c.test ~all"
        c.test TXT "v=spf1 a:six.test ?all"
        {HOSTS}
    """
    found = tree(zone)
    root = found.root
    assert (root.lookups, root.total, found.lookups) == (3, 13, 13)
    assert [(child.term, child.lookups, child.total) for child in root.children] == [
        ("include:a.test", 4, 5),
        ("include:b.test", 4, 5),
    ]
    # Met in order: include a (1), its four (5), c's (6), include b (7), three (10), include c.
    assert found.culprit == "include:c.test (in b.test)"
    assert found.voids == 0


@pytest.mark.parametrize(
    ("zone", "problem", "culprit"),
    [
        ('mail.test TXT "v=spf1 -all"\nmail.test TXT "v=spf1 a -all"', "several-records", "mail.test"),
        ('mail.test TXT "v=spf1 ip4:192.0.2.256 -all"', "syntax", "ip4:192.0.2.256"),
        ('mail.test TXT "v=spf1 ipv4:192.0.2.1 -all"', "syntax", "ipv4:192.0.2.1"),
        ('mail.test TXT "v=spf1 include: esp.test -all"', "syntax", "include:"),
        ('mail.test TXT "v=spf1 a:%{x}.test -all"', "syntax", "a:%{x}.test"),
        ('mail.test TXT "v=spf1 redirect=a.test redirect=b.test"', "syntax", "redirect=b.test"),
        ('mail.test TXT "v=spf1 a/33 -all"', "syntax", "a/33"),
        ('mail.test TXT "v=spf1 all.\\194\\160 -all"', "syntax", "all.\u00c2\u00a0"),
        ('mail.test TXT "v=spf1 include:gone.test -all"', "include-missing", "include:gone.test"),
        ('mail.test TXT "v=spf1 redirect=gone.test"', "include-missing", "redirect=gone.test"),
        ('mail.test TXT "v=spf1 include:x..test -all"', "include-missing", "include:x..test"),
        ('mail.test TXT "v=spf1 include:mail.test -all"', "loop", "include:mail.test"),
        ('mail.test TXT "v=spf1 include:b.test -all"\nb.test TXT "v=spf1 redirect=mail.test"', "loop", "redirect=mail.test"),
        ('mail.test TXT "v=spf1 include:b.test -all"\nb.test TXT "v=spf1 +alll"', "syntax", "+alll"),
        ('mail.test TXT "v=spf1 include:b.test ~all"\nb.test TXT "v=spf1 a"\nb.test TXT "v=spf1 mx"', "several-records",
         "include:b.test"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(zone: str, problem: str, culprit: str) -> None:
    found = tree(zone)
    assert (found.result, found.problem, found.culprit) == ("permerror", problem, culprit)
    assert found.detail


def test_two_voids_are_allowed_and_three_are_not() -> None:
    two = tree('mail.test TXT "v=spf1 a:n1.test mx:n2.test a:six.test -all"\n' + HOSTS)
    assert (two.result, two.voids) == ("ok", 2)
    three = tree('mail.test TXT "v=spf1 a:n1.test mx:n2.test exists:n3.test -all"\n' + HOSTS)
    assert (three.problem, three.voids, three.culprit) == ("void-limit", 3, "exists:n3.test")


def test_more_than_ten_mail_servers() -> None:
    servers = "\n".join(f"mail.test MX {n} m{n}.test." for n in range(11))
    assert tree(f'mail.test TXT "v=spf1 mx -all"\n{servers}').problem == "mx-limit"


def test_every_problem_is_told() -> None:
    found = tree('mail.test TXT "v=spf1 include:gone.test include:b.test -all"\nb.test TXT "v=spf1 ip4:x -all"')
    assert found.problem == "include-missing"
    assert [one.problem for one in found.further] == ["syntax"]


def test_macros_that_differ_from_mail_to_mail_cost_and_are_noted() -> None:
    found = tree('mail.test TXT "v=spf1 include:%{i}._spf.esp.test exists:%{l}.esp.test -all"')
    assert (found.result, found.lookups) == ("ok", 2)
    assert found.root.children[0].note
    assert "%{l}.esp.test" in found.root.note


def test_macros_that_do_not_are_filled_in() -> None:
    found = tree(
        'mail.test TXT "v=spf1 include:%{d2}.spf.test -all"\nmail.test.spf.test TXT "v=spf1 a:host.test -all"\n' + HOSTS
    )
    assert found.root.children[0].domain == "mail.test.spf.test"
    assert found.lookups == 2


@pytest.mark.parametrize("fault", ["servfail", "refused", "silent"])
def test_a_failure_inside_the_tree_leaves_it_open(fault: str) -> None:
    for term in ("include:b.test", "a:b.test", "mx:b.test", "redirect=b.test"):
        found = one(f'mail.test TXT "v=spf1 {term}"\nb.test !{fault}', "mail.test", "SPF", timeout=0.3)
        assert isinstance(found, Unanswered), term
        assert "b.test" in found.reason


def test_a_failure_does_not_hide_what_is_certain() -> None:
    found = tree(
        'mail.test TXT "v=spf1 include:down.test include:b.test -all"\nb.test TXT "v=spf1 x"\ndown.test !servfail'
    )
    assert found.problem == "syntax"
    assert "SERVFAIL" in found.root.children[0].error


def test_a_tree_that_doubles_at_every_step_is_bounded() -> None:
    # Without a bound 2^20 records would be walked.
    zone = "\n".join(f'd{n}.test TXT "v=spf1 include:d{n + 1}.test include:d{n + 1}.test -all"' for n in range(20))
    with NameServer(zone + '\nd20.test TXT "v=spf1 -all"') as server:
        found = ask(server, ("d0.test", "SPF")).spf("d0.test")
        assert isinstance(found, SpfTree)
        assert found.problem == "lookup-limit"
        assert len(server.asked) <= 21


def test_a_record_of_thousands_of_terms_is_bounded() -> None:
    strings = " ".join(f'" {" ".join(f"a:h{part}-{n}.test" for n in range(15))}"' for part in range(60))
    with NameServer(f'mail.test TXT "v=spf1" {strings} " -all"') as server:
        found = ask(server, ("mail.test", "SPF")).spf("mail.test")
        assert isinstance(found, SpfTree)
        assert (found.problem, found.lookups) == ("lookup-limit", 900)
        assert len(server.asked) < 200


def test_the_domain_itself_may_be_an_alias() -> None:
    found = tree('mail.test CNAME esp.test.\nesp.test TXT "v=spf1 a:host.test -all"\n' + HOSTS)
    assert (found.result, found.lookups) == ("ok", 1)
