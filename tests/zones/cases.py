"""Loopback zones and what is right about them: SPF, DKIM, DMARC, alignment, and DNS that fails.

All lie on one name server. ZONE stands for the case's own domain (`NAME.com`), RSA_KEY, ED_KEY and OTHER_KEY for published keys.

    spf      ADDRESS                      what a receiver says to a mail from there, return path at ZONE (RFC 7208)
    record   -                            what an audit says of the record: "sound, N lookups", invalid, missing, unknown
    dkim     how the mail is made         pass, fail, none, unknown
    dmarc    domain                       none, quarantine, reject; missing, invalid, unknown (RFC 9989)
    align    return path, signing domain  pass, fail, unknown; From is at ZONE
"""

from __future__ import annotations

from typing import NamedTuple

FAULTS = ("servfail", "refused", "silent", "garbage")


class Case(NamedTuple):
    """One case. `asked` as the kind wants it."""

    name: str
    kind: str
    right: str
    zone: str
    asked: str = ""

    @property
    def domain(self) -> str:
        return f"{self.name}.com"


def _spf(name: str, right: str, record: str, *more: str, ip: str = "192.0.2.1") -> Case:
    return Case(f"spf-{name}", "spf", right, "\n".join([f'ZONE TXT "{record}"' if record else "", *more]), ip)


def _hosts(count: int, start: str = "a:h{n}.ZONE") -> str:
    return " ".join(start.replace("{n}", str(n)) for n in range(count))


def _found(count: int) -> str:
    return "\n".join(f"h{n}.ZONE A 198.51.100.{n}" for n in range(count))


def _includes(count: int) -> str:
    return " ".join(f"include:i{n}.ZONE" for n in range(count))


def _included(count: int, record: str = "v=spf1 ip4:203.0.113.0/24 -all") -> str:
    return "\n".join(f'i{n}.ZONE TXT "{record}"' for n in range(count))


_MX = "\n".join(f"ZONE MX 10 m{n}.ZONE.\nm{n}.ZONE A 198.51.100.{n}" for n in range(10))

SPF = (
    _spf("ip4", "pass", "v=spf1 ip4:192.0.2.0/24 -all"),
    _spf("fail", "fail", "v=spf1 ip4:203.0.113.0/24 -all"),
    _spf("softfail", "softfail", "v=spf1 ip4:203.0.113.0/24 ~all"),
    _spf("neutral", "neutral", "v=spf1 ?all"),
    _spf("no-all", "neutral", "v=spf1 ip4:203.0.113.0/24"),
    _spf("plus-all", "pass", "v=spf1 +all"),
    _spf("none", "none", "", "ZONE A 192.0.2.1"),
    _spf("no-domain", "none", ""),
    _spf("other-text", "none", "", 'ZONE TXT "v=spf10 -all"'),
    _spf("capitals", "fail", "V=SPF1 IP4:203.0.113.0/24 -ALL"),
    _spf("two-records", "permerror", "v=spf1 -all", 'ZONE TXT "v=spf1 +all"'),
    _spf("split-strings", "pass", "", 'ZONE TXT "v=spf1 ip4:192.0." "2.1 -all"'),
    _spf("unknown-mechanism", "permerror", "v=spf1 ip4:203.0.113.1 foo:bar -all"),
    _spf("bad-address", "permerror", "v=spf1 ip4:192.0.2 -all"),
    _spf("bad-after-match", "permerror", "v=spf1 ip4:192.0.2.1 ip4:bad -all"),
    _spf("unknown-modifier", "pass", "v=spf1 foo=bar ip4:192.0.2.1 -all"),
    _spf("a", "pass", "v=spf1 a -all", "ZONE A 192.0.2.1"),
    _spf("a-range", "pass", "v=spf1 a/24 -all", "ZONE A 192.0.2.77"),
    _spf("a-ip6", "pass", "v=spf1 a -all", "ZONE AAAA 2001:db8::1", ip="2001:db8::1"),
    _spf("ip6", "pass", "v=spf1 ip6:2001:db8::/32 -all", ip="2001:db8::1"),
    _spf("mx", "pass", "v=spf1 mx -all", "ZONE MX 10 mx.ZONE.\nmx.ZONE A 192.0.2.1"),
    _spf("mx-ten", "fail", "v=spf1 mx -all", _MX),
    _spf("mx-eleven", "permerror", "v=spf1 mx -all", _MX + "\nZONE MX 10 n.ZONE.\nn.ZONE A 198.51.100.99"),
    _spf("exists", "pass", "v=spf1 exists:%{ir}.list.ZONE -all", "1.2.0.192.list.ZONE A 127.0.0.2"),
    _spf("ptr", "pass", "v=spf1 ptr -all", "7.113.0.203.in-addr.arpa PTR mail.ZONE.\nmail.ZONE A 203.0.113.7",
         ip="203.0.113.7"),
    _spf("include-pass", "pass", "v=spf1 include:i0.ZONE -all", _included(1, "v=spf1 ip4:192.0.2.1 -all")),
    _spf("include-fail-goes-on", "softfail", "v=spf1 include:i0.ZONE ~all", _included(1)),
    _spf("include-none", "permerror", "v=spf1 include:nobody.ZONE -all"),
    _spf("include-broken", "permerror", "v=spf1 include:i0.ZONE -all", _included(1, "v=spf1 ip4:x -all")),
    _spf("include-by-macro", "pass", "v=spf1 include:_spf.%{d} -all", '_spf.ZONE TXT "v=spf1 ip4:192.0.2.1 -all"'),
    _spf("include-by-alias", "pass", "v=spf1 include:i.ZONE -all",
         'i.ZONE CNAME j.ZONE.\nj.ZONE TXT "v=spf1 ip4:192.0.2.1 -all"'),
    _spf("loop", "permerror", "v=spf1 include:ZONE -all"),
    _spf("redirect", "pass", "v=spf1 redirect=i0.ZONE", _included(1, "v=spf1 ip4:192.0.2.1 -all")),
    _spf("redirect-to-none", "permerror", "v=spf1 redirect=nobody.ZONE"),
    _spf("redirect-beside-all", "fail", "v=spf1 redirect=i0.ZONE -all", _included(1, "v=spf1 +all")),
    _spf("explained", "fail", "v=spf1 exp=why.ZONE -all", 'why.ZONE TXT "because"'),
    _spf("ten-lookups", "fail", f"v=spf1 {_includes(10)} -all", _included(10)),
    _spf("eleven-lookups", "permerror", f"v=spf1 {_includes(11)} -all", _included(11)),
    _spf("match-before-the-eleventh", "pass", f"v=spf1 {_includes(10)} ip4:192.0.2.1 include:i10.ZONE -all",
         _included(11)),
    _spf("eleven-in-two-steps", "permerror", "v=spf1 include:x.ZONE include:y.ZONE -all",
         f'x.ZONE TXT "v=spf1 {_includes(4)} -all"\ny.ZONE TXT "v=spf1 {_includes(5)} -all"\n' + _included(5)),
    _spf("two-voids", "fail", "v=spf1 a:n1.ZONE a:n2.ZONE -all"),
    _spf("three-voids", "permerror", "v=spf1 a:n1.ZONE a:n2.ZONE a:n3.ZONE -all"),
    _spf("void-at-the-end", "permerror", "v=spf1 a:n1.ZONE a:n2.ZONE a:n3.ZONE"),
    _spf("over-tcp", "pass", "v=spf1 ip4:192.0.2.1 -all", "ZONE TXT !truncate"),
    _spf("long-over-tcp", "pass", "", 'ZONE TXT "v=spf1 ip4:192.0.2.1 -all"\n'
         + "\n".join(f'ZONE TXT "proof-{n}={"x" * 200}"' for n in range(9))),
    *(_spf(f"dns-{fault}", "unknown", "", f"ZONE TXT !{fault}") for fault in FAULTS),
    _spf("include-servfail", "unknown", "v=spf1 include:i0.ZONE -all", "i0.ZONE TXT !servfail"),
    _spf("match-before-servfail", "pass", "v=spf1 ip4:192.0.2.1 include:i0.ZONE -all", "i0.ZONE TXT !servfail"),
)  # fmt: skip


def _record(name: str, right: str, record: str, *more: str) -> Case:
    return Case(f"record-{name}", "record", right, "\n".join([f'ZONE TXT "{record}"' if record else "", *more]))


RECORDS = (
    _record("free-terms", "sound, 0 lookups", "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"),
    _record(
        "three",
        "sound, 3 lookups",
        "v=spf1 a mx include:i0.ZONE -all",
        "ZONE A 192.0.2.1\nZONE MX 10 mx.ZONE.\nmx.ZONE A 192.0.2.2\n" + _included(1),
    ),
    _record(
        "nested",
        "sound, 4 lookups",
        "v=spf1 include:x.ZONE -all",
        'x.ZONE TXT "v=spf1 include:i0.ZONE include:i1.ZONE include:i2.ZONE -all"\n' + _included(3),
    ),
    _record("mx-hosts-do-not-count", "sound, 1 lookups", "v=spf1 mx -all", _MX),
    _record("exp-does-not-count", "sound, 0 lookups", "v=spf1 exp=why.ZONE -all", 'why.ZONE TXT "because"'),
    _record("behind-all-does-not-count", "sound, 0 lookups", "v=spf1 -all include:i0.ZONE", _included(1)),
    _record("redirect-counts", "sound, 1 lookups", "v=spf1 redirect=i0.ZONE", _included(1)),
    _record("redirect-beside-all-does-not", "sound, 0 lookups", "v=spf1 -all redirect=i0.ZONE", _included(1)),
    _record("twice-counts-twice", "sound, 2 lookups", "v=spf1 include:i0.ZONE include:i0.ZONE -all", _included(1)),
    _record("exists-by-macro", "sound, 1 lookups", "v=spf1 exists:%{i}.list.ZONE -all"),
    _record("ten", "sound, 10 lookups", f"v=spf1 {_includes(10)} -all", _included(10)),
    _record("eleven", "invalid", f"v=spf1 {_includes(11)} -all", _included(11)),
    _record("eleven-hosts", "invalid", f"v=spf1 {_hosts(11)} -all", _found(11)),
    _record("three-voids", "invalid", "v=spf1 a:n1.ZONE a:n2.ZONE a:n3.ZONE -all"),
    _record("two", "invalid", "v=spf1 -all", 'ZONE TXT "v=spf1 ~all"'),
    _record("syntax", "invalid", "v=spf1 ipv4:192.0.2.1 -all"),
    _record("include-gone", "invalid", "v=spf1 include:nobody.ZONE -all"),
    _record("loop", "invalid", "v=spf1 include:x.ZONE -all", 'x.ZONE TXT "v=spf1 include:ZONE -all"'),
    _record("missing", "missing", "", "ZONE A 192.0.2.1"),
    *(_record(f"dns-{fault}", "unknown", "", f"ZONE TXT !{fault}") for fault in FAULTS),
    _record("include-servfail", "unknown", "v=spf1 include:i0.ZONE -all", "i0.ZONE TXT !servfail"),
)


def _dkim(name: str, right: str, how: str, published: str = "v=DKIM1; k=rsa; p=RSA_KEY", *more: str) -> Case:
    zone = f'k1._domainkey.ZONE TXT "{published}"' if published else ""
    return Case(f"dkim-{name}", "dkim", right, "\n".join([zone, *more]), how)


DKIM = (
    _dkim("relaxed", "pass", "relaxed/relaxed"),
    _dkim("simple", "pass", "simple/simple"),
    _dkim("mixed", "pass", "simple/relaxed"),
    _dkim("no-version", "pass", "relaxed/relaxed", "k=rsa; p=RSA_KEY"),
    _dkim("bare-key", "pass", "relaxed/relaxed", "p=RSA_KEY"),
    _dkim("ed25519", "pass", "relaxed/relaxed ed25519", "v=DKIM1; k=ed25519; p=ED_KEY"),
    _dkim(
        "alias",
        "pass",
        "relaxed/relaxed",
        "",
        'k1._domainkey.ZONE CNAME k.esp.ZONE.\nk.esp.ZONE TXT "v=DKIM1; k=rsa; p=RSA_KEY"',
    ),
    _dkim("testing", "pass", "relaxed/relaxed", "v=DKIM1; t=y; p=RSA_KEY"),
    _dkim("altered-body", "fail", "relaxed/relaxed altered-body"),
    _dkim("altered-header", "fail", "relaxed/relaxed altered-header"),
    _dkim("another-key", "fail", "relaxed/relaxed", "v=DKIM1; k=rsa; p=OTHER_KEY"),
    _dkim("expired", "fail", "relaxed/relaxed expired"),
    _dkim("missing", "fail", "relaxed/relaxed", ""),
    _dkim("revoked", "fail", "relaxed/relaxed", "v=DKIM1; k=rsa; p="),
    _dkim("base64", "fail", "relaxed/relaxed", "v=DKIM1; k=rsa; p=*RSA_KEY"),
    _dkim("wrong-kind", "fail", "relaxed/relaxed", "v=DKIM1; k=ed25519; p=ED_KEY"),
    _dkim("unknown-kind", "fail", "relaxed/relaxed", "v=DKIM1; k=foo; p=RSA_KEY"),
    _dkim("other-version", "fail", "relaxed/relaxed", "v=DKIM2; k=rsa; p=RSA_KEY"),
    _dkim("sha1-only", "fail", "relaxed/relaxed", "v=DKIM1; h=sha1; p=RSA_KEY"),
    _dkim("not-for-mail", "fail", "relaxed/relaxed", "v=DKIM1; s=tlsrpt; p=RSA_KEY"),
    _dkim("strict-domain", "fail", "relaxed/relaxed subdomain", "v=DKIM1; t=s; p=RSA_KEY"),
    _dkim("unsigned", "none", "unsigned"),
    *(_dkim(f"dns-{fault}", "unknown", "relaxed/relaxed", "", f"k1._domainkey.ZONE TXT !{fault}") for fault in FAULTS),
)


def _dmarc(name: str, right: str, *lines: str, at: str = "ZONE") -> Case:
    return Case(f"dmarc-{name}", "dmarc", right, "\n".join(lines), at)


def _own(record: str) -> str:
    return f'_dmarc.ZONE TXT "{record}"'


_SUB, _GHOST = "mail.ZONE A 192.0.2.1", "ghost.ZONE"

DMARC = (
    _dmarc("own", "reject", _own("v=DMARC1; p=reject")),
    _dmarc("none", "none", _own("v=DMARC1; p=none; rua=mailto:d@ZONE")),
    _dmarc("parent", "quarantine", _own("v=DMARC1; p=quarantine"), _SUB, at="mail.ZONE"),
    _dmarc("sp", "none", _own("v=DMARC1; p=reject; sp=none"), _SUB, at="mail.ZONE"),
    _dmarc("sp-not-for-itself", "reject", _own("v=DMARC1; p=reject; sp=none")),
    _dmarc("np", "reject", _own("v=DMARC1; p=none; sp=none; np=reject"), at=_GHOST),
    _dmarc("np-not-where-it-exists", "none", _own("v=DMARC1; p=none; np=reject"), _SUB, at="mail.ZONE"),
    _dmarc(
        "own-before-parent",
        "none",
        '_dmarc.mail.ZONE TXT "v=DMARC1; p=none"',
        _own("v=DMARC1; p=reject"),
        _SUB,
        at="mail.ZONE",
    ),
    _dmarc("grandparent", "reject", _own("v=DMARC1; p=reject"), "a.b.c.ZONE A 192.0.2.1", at="a.b.c.ZONE"),
    _dmarc(
        "psd-n-between",
        "quarantine",
        '_dmarc.b.ZONE TXT "v=DMARC1; p=quarantine; psd=n"',
        _own("v=DMARC1; p=reject"),
        at="a.b.ZONE",
    ),
    _dmarc("psd-y", "reject", _own("v=DMARC1; p=reject; psd=y"), "a.b.ZONE A 192.0.2.1", at="a.b.ZONE"),
    _dmarc(
        "nine-labels",
        "reject",
        _own("v=DMARC1; p=reject"),
        "a.b.c.d.e.f.g.h.ZONE A 192.0.2.1",
        at="a.b.c.d.e.f.g.h.ZONE",
    ),
    _dmarc("alias", "reject", '_dmarc.ZONE CNAME p.esp.ZONE.\np.esp.ZONE TXT "v=DMARC1; p=reject"'),
    _dmarc("any-order", "reject", _own("v=DMARC1; rua=mailto:d@ZONE; adkim=s; p=reject")),
    _dmarc("unknown-tags", "reject", _own("v=DMARC1; p=reject; foo=bar; pct=50")),
    _dmarc("blanks", "reject", _own("v = DMARC1 ;  p = reject ;")),
    _dmarc("other-texts-beside", "reject", _own("v=DMARC1; p=reject"), _own("some other text")),
    _dmarc("no-policy-but-reports", "none", _own("v=DMARC1; rua=mailto:d@ZONE")),
    _dmarc("bad-policy-but-reports", "none", _own("v=DMARC1; p=rejct; rua=mailto:d@ZONE")),
    _dmarc("bad-sp-but-reports", "none", _own("v=DMARC1; p=reject; sp=rejct; rua=mailto:d@ZONE")),
    _dmarc("missing", "missing", "ZONE A 192.0.2.1"),
    _dmarc("at-the-wrong-name", "missing", 'ZONE TXT "v=DMARC1; p=reject"'),
    _dmarc("small-version", "missing", _own("v=dmarc1; p=reject")),
    _dmarc("version-not-first", "missing", _own("p=reject; v=DMARC1")),
    _dmarc("two", "missing", _own("v=DMARC1; p=reject"), _own("v=DMARC1; p=none")),
    _dmarc("bad-policy", "invalid", _own("v=DMARC1; p=rejct")),
    _dmarc("no-policy", "invalid", _own("v=DMARC1; sp=reject")),
    *(_dmarc(f"dns-{fault}", "unknown", f"_dmarc.ZONE TXT !{fault}") for fault in FAULTS),
    _dmarc("parent-servfail", "unknown", "_dmarc.ZONE TXT !servfail", _SUB, at="mail.ZONE"),
)


def _align(name: str, right: str, policy: str, bounces: str, signs: str, *more: str) -> Case:
    return Case(f"align-{name}", "align", right, "\n".join([_own(f"v=DMARC1; p=reject{policy}"), *more]),
                f"{bounces} {signs}")  # fmt: skip


ALIGNMENT = (
    _align("both", "pass", "", "ZONE", "ZONE"),
    _align("return-path-alone", "pass", "", "ZONE", "esp.example.com"),
    _align("signature-alone", "pass", "", "esp.example.com", "ZONE"),
    _align("neither", "fail", "", "esp.example.com", "esp.example.com"),
    _align("relaxed-return-path", "pass", "", "bounce.ZONE", "esp.example.com"),
    _align("relaxed-signature", "pass", "", "esp.example.com", "mail.ZONE"),
    _align("strict-return-path", "fail", "; aspf=s", "bounce.ZONE", "esp.example.com"),
    _align("strict-signature", "fail", "; adkim=s", "esp.example.com", "mail.ZONE"),
    _align("strict-equal", "pass", "; adkim=s; aspf=s", "esp.example.com", "ZONE"),
    _align("strict-for-one", "pass", "; aspf=s", "bounce.ZONE", "mail.ZONE"),
    _align("bad-strictness-is-relaxed", "pass", "; adkim=strict", "esp.example.com", "mail.ZONE"),
    _align("looks-alike", "fail", "", "notZONE", "notZONE"),
    _align("psd-n-below", "fail", "", "a.sub.ZONE", "a.sub.ZONE", '_dmarc.sub.ZONE TXT "v=DMARC1; p=none; psd=n"'),
    _align("dns-servfail", "unknown", "", "bounce.ZONE", "bounce.ZONE", "_dmarc.bounce.ZONE TXT !servfail"),
)

CASES: tuple[Case, ...] = (*SPF, *RECORDS, *DKIM, *DMARC, *ALIGNMENT)
