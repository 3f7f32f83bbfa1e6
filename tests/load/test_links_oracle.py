"""Links and pictures beside an oracle: BeautifulSoup over html5lib, which builds the tree that browsers build."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.load.html import read_html

QUERY = st.sampled_from(
    ["", "?a=1&b=2", "?a=1&amp;b=2", "?a=1&region=x", "?x=1&copy=2", "?q=&lt;&quot;", "#part", "?e=%40"]
)
URLS = st.builds(lambda n, query: f"https://shop.example/{n}{query}", st.integers(0, 99), QUERY)
QUOTED = st.sampled_from(
    ['href="{}"', "href='{}'", 'HREF = "{}"', "title='a > b' href=\"{}\"", 'href="{}" href="https://no.example/"']
)
LINKS = st.builds(
    lambda form, url, text: f"<a {form.format(url)}>{text}</a>", QUOTED, URLS, st.sampled_from(["Go", "", "a &lt; b"])
)
OTHERS = st.sampled_from(
    ["<!-- <a href='https://hidden.example/'>x</a> -->", "<p>5 < 6 </p>", "<style>a > b {color:red}</style>", "<br/>",
     "<script>'<a href=\"https://no.example/\">'</script>", "<title><a href=x></title>", "</p>", "<td>", "</table>", "&nbsp;"]
)  # fmt: skip
WRAPPED = st.builds(lambda tag, inner: f"<{tag}>{''.join(inner)}</{tag}>", st.sampled_from(["div", "p", "b", "center"]),
                    st.lists(LINKS | OTHERS, max_size=4))  # fmt: skip


@given(st.lists(LINKS | OTHERS | WRAPPED, max_size=8).map("".join))
@settings(max_examples=300, deadline=None)
def test_links_are_those_that_an_oracle_finds(body: str) -> None:
    ours = [link.raw for link in read_html(f"<body>{body}".encode(), file="m.html").links]
    tree = BeautifulSoup(f"<body>{body}", "html5lib")
    assert ours == [one["href"] for one in tree.find_all("a", href=True)]
