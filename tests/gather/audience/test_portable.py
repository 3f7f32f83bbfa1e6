"""SQL of checks and rules in another dialect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.gather.audience import normalise, portable
from preflight.gather.audience.connected import _query, _table
from preflight.gather.audience.postgresql import PostgreSql
from preflight.gather.audience.refusal import Refused

SAYS = PostgreSql()


@pytest.mark.parametrize(
    ("sql", "there"),
    [
        ("country = 'DE'", "\"Country\" = 'DE'"),
        ('"COUNTRY" IS NULL', '"Country" IS NULL'),
        ("contains(raw, '@')", "(strpos(raw, '@') > 0)"),
        ("NOT contains(lower(n), ', (')", "NOT (strpos(lower(\"n\"), ', (') > 0)"),
        ("regexp_full_match(address, 'it''s(a|b)')", "(address ~ '^(?:it''s(a|b))$')"),
        ("contains(contains, 'x')", "(strpos(contains, 'x') > 0)"),
        ("contains = 'x'", "contains = 'x'"),
        ("date > DATE '2025-01-01' AND CAST(n AS date) > date", None),
        ("n LIKE '%;%' -- country's", "\"n\" LIKE '%;%' -- country's"),
        ("and_or = 1", "and_or = 1"),
    ],
)
def test_translations(sql: str, there: str | None) -> None:
    found = portable.translate(sql, SAYS, ("Country", "n", "date"))
    assert found == (there or '"date" > DATE \'2025-01-01\' AND CAST("n" AS date) > "date"')


@given(st.text(alphabet="ab'\"()., \n=%;-\\@", max_size=40))
def test_no_text_breaks_the_reader(sql: str) -> None:
    assert "".join(text for _kind, text in portable.pieces(sql)) == sql
    portable.translate(sql, SAYS, ("a",))


@given(st.text(max_size=12), st.text(max_size=12))
def test_an_address_normalises_part_by_part(local: str, domain: str) -> None:
    """Which is how it is done where whole addresses do not leave."""
    text = f"{local}@{domain}".strip(normalise.STRIP)
    local, _at, domain = text.rpartition("@")
    parts = f"{normalise.normalise_local(local)}@{normalise.normalise_domain(domain)}"
    assert normalise.normalise(text) == parts


@pytest.mark.parametrize(
    "query",
    ["DELETE FROM people", "SELECT 1; DROP TABLE people", "SELECT 1) t; COMMIT; DROP TABLE people; --", "", "(SELECT 1",
     "UPDATE people SET email = ''", "SELECT 1 FROM x)) t, ((SELECT 2"],
)  # fmt: skip
def test_a_query_is_one_select(query: str) -> None:
    with pytest.raises(Refused):
        _query(query)


@pytest.mark.parametrize(
    "query", ["SELECT 1;", "with a as (select 1) select * from a", "-- all of them\nSELECT ';)' FROM x"]
)
def test_queries_that_are(query: str) -> None:
    assert _query(query).endswith("\n) t")


@pytest.mark.parametrize(
    ("name", "written"), [("people", '"people" t'), ("crm.People", '"crm"."People" t'), ('a"; --', '"a""; --" t')]
)
def test_names_of_tables_are_quoted(name: str, written: str) -> None:
    assert _table(name, SAYS) == written


@pytest.mark.parametrize("name", ["a..b", "", ".", "a\nb"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(Refused):
        _table(name, SAYS)
