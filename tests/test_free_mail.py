"""Free mail domains: the table says what it is and where it comes from."""

from __future__ import annotations

import pytest

from preflight.data import free_mail


def test_the_table_has_its_date_source_and_licence():
    table = free_mail.table()
    assert table["dated"] >= "2026-11-22"
    assert table["source"]
    assert table["licence"]
    assert not set(table["open"]) & set(table["provider"])


@pytest.mark.parametrize(
    ("domain", "kind"),
    [("gmail.com", "open"), ("GMX.de", "open"), ("comcast.net", "provider"), ("acme.test", ""), ("mail.acme.test", "")],
)
def test_kinds(domain, kind):
    assert free_mail.kind_of(domain) == kind
