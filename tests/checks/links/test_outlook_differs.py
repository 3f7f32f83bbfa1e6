"""links.outlook-differs: only where the pairing is clear."""

from __future__ import annotations

import pytest

from preflight.checks.links.outlook_differs import outlook_differs
from preflight.testing import facts_from, judge_check


def told(html):
    result = judge_check(outlook_differs, facts_from({"html": html}))
    return result.outcome.value, [str(one.text) for one in result.findings]


def vml(url, text="Shop"):
    words = f"<center>{text}</center>" if text else ""
    return f'<!--[if mso]><v:roundrect href="{url}">{words}</v:roundrect><![endif]-->'


def seen(url, text="Shop"):
    return f'<!--[if !mso]><!--><a href="{url}">{text}</a><!--<![endif]-->'


A, B, C = "https://shop.test/a", "https://shop.test/b", "https://shop.test/c"


def test_the_usual_button():
    assert told(vml(A) + seen(B)) == ("failed", [f"in Outlook a link leads to {A}, elsewhere to {B}"])
    assert told(seen(B) + vml(A))[0] == "failed"
    assert told(vml(A) + seen(A))[0] == "passed"


def test_a_button_drawn_round_the_link():
    html = f'<!--[if mso]><v:roundrect href="{A}"><center><![endif]--><a href="{{}}">Shop</a><!--[if mso]></center></v:roundrect><![endif]-->'
    assert told(html.format(B))[0] == "failed"
    assert told(html.format(A))[0] == "passed"


def test_other_parameters_are_said_so():
    assert told(vml(f"{A}?utm_source=x") + seen(f"{A}?utm_source=y"))[1] == [
        f"in Outlook a link has other parameters than elsewhere: {A}?utm_source=x, not {A}?utm_source=y"
    ]


@pytest.mark.parametrize(
    "html",
    [
        vml(A, "Read more") + seen(A, "Read more") + vml(B, "Read more") + seen(B, "Read more"),
        seen(A, "Read more") + vml(A, "Read more") + seen(B, "Read more") + vml(B, "Read more"),
        vml(A, "Read more") + seen(B, "Read more") + seen(C, "Read more"),  # which of them is its twin?
        vml(A, "Shop") + seen(B, "Terms"),
        vml("http://www.shop.test/a/") + seen(A),
        vml("#") + seen(A),
        vml("{{url}}") + seen("{{url}}"),
        f'<!--[if gte mso 9]><v:rect href="{A}"></v:rect><![endif]--><a href="{B}">Shop</a>',
        "<!--[if mso]><style>a{}</style><![endif]-->" + seen(A),
    ],
)
def test_no_false_alarm(html):
    assert told(html)[1] == []


def test_without_a_comment_it_is_skipped():
    assert told(seen(A))[0] == "skipped"


def test_tracking_links_are_all_different():
    wrapped = "https://u1.ct.sendgrid.net/ls/click?upn=u001.{}"
    assert told(vml(wrapped.format("abc")) + seen(wrapped.format("def")))[1] == []
