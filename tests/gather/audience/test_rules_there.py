"""The user's own rules in a warehouse: looked at before the run, judged by the engine that will run them."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from preflight.gather.audience.engine import Engine
from preflight.gather.audience.postgresql import Postgres
from preflight.gather.audience.rules import validate_rule
from preflight.gather.audience.working import Limits

COLUMNS = ("email", "Country", "n", "date")


@pytest.fixture(scope="module")
def there(warehouse: str) -> Iterator[Postgres]:
    limits = Limits(None, threading.Event())
    embedded = Engine(None, None, limits, wide=True)
    engine = Postgres(warehouse, limits, "UTC", embedded)
    yield engine
    engine.close()
    embedded.close()


@pytest.mark.parametrize(
    "rule",
    ["country = 'DE'", "COUNTRY IN ('DE', 'AT') AND n <> '1'", "split_part(email, '@', 2) = 'x'", "\"date\" < '2025'",
     "CAST(n AS int) > 3", "n IS NULL OR NOT (country LIKE '%;%')", "regexp_full_match(email, '[a-z]+@[a-z.]+')",
     "date ~ '^2025'", "strpos(email, '@') > 0"],
)  # fmt: skip
def test_sound(there: Postgres, rule: str) -> None:
    assert validate_rule(rule, COLUMNS, there) is None


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("1 = 1; DROP TABLE audience", "no SQL condition"),
        ("country = 'DE') OR (1 = 1", "a bracket closes"),
        ("cuntry = 'DE'", "did you mean 'Country'"),
        ("count(*) > 1", "cannot evaluate"),
        ("n + 1", "cannot evaluate"),
        ("no_such_function(n)", "cannot evaluate"),
        ("list_contains([n], 'x')", "cannot evaluate"),
        ("email IN (SELECT email FROM other)", "no SELECT"),
        ("row_number() OVER () = 1", "no window"),
        ("n = '1' -- AND country = 'DE'", "comment"),
        ("n = '1' /* or */", "comment"),
        (r"n = '\' OR country = '", "backslash|no SQL"),
        (r"n = 'a\b'", "backslash"),
        ("n = $$x$$", "dollar"),
        ("domain = 'x'", "reserved"),
        ("", "empty"),
    ],
)
def test_refused(there: Postgres, rule: str, why: str) -> None:
    found = validate_rule(rule, COLUMNS, there)
    assert found is not None
    assert any(part in found for part in why.split("|")), found
