"""Private doors are not knocked at, whatever they are called and whoever sends us there."""

from __future__ import annotations

import asyncio

import pytest

from preflight.facts.web import Unanswered
from preflight.gather.resolve import NoSuchHost, Resolver, ResolverFailed
from preflight.gather.web import guard

from .site import HOST, Site, answer, ask, knows, serving, settings
from .test_chains import moved


def asked_of_loopback(url: str, **more):
    """Serve on loopback and ask for `url` with {port} filled in and no mapping."""

    async def story():
        async with serving(Site({"/": answer()})) as site:
            filled = url.format(port=site.port)
            web = await ask(site, filled, connect_to=(), **more)
            return web[filled], site

    return asyncio.run(story())


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "198.18.0.1",
        "192.88.99.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:8.8.8.8",
        "::8.8.8.8",
        "2002:808:808::1",
        "2001:0:1::1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "fec0::1",
        "3fff::1",
        "fe80::1%eth0",
        "nonsense",
    ],
)
def test_refused_addresses(address):
    assert guard.refusal(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "100.63.255.255", "2606:4700::1111", "2a00:1450::1"])
def test_public_addresses(address):
    assert guard.refusal(address) == ""


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "127.0.0.1.",
        "１２７.0.0.1",
        "0.0.0.0",
        "[::]",
    ],
)
def test_every_spelling_of_loopback_is_refused(host):
    found, site = asked_of_loopback(f"http://{host}:{{port}}/")
    assert isinstance(found, Unanswered)
    assert found.kind == "guard"
    assert site.connections == 0


def test_a_name_that_leads_inside_is_refused_and_the_reason_is_no_time_out():
    found, site = asked_of_loopback("http://a.test:{port}/", resolve=knows(a__test="127.0.0.1"))
    assert found == Unanswered("guard", "leads to 127.0.0.1, a loopback address, and was not requested")
    assert site.connections == 0


def test_one_private_address_among_public_ones_is_enough():
    found, site = asked_of_loopback("http://a.test:{port}/", resolve=knows(a__test=["8.8.8.8", "10.0.0.1"]))
    assert found.kind == "guard"
    assert site.connections == 0


def test_allow_private_lifts_the_guard():
    found, _ = asked_of_loopback("http://a.test:{port}/", resolve=knows(a__test="127.0.0.1"), allow_private=True)
    assert found.status == 200
    found, _ = asked_of_loopback("http://127.1:{port}/", allow_private=True)
    assert (found.status, found.hops[0].address) == (200, "127.0.0.1")


@pytest.mark.parametrize("mapping", [("a.test", 0), ("", 0), ("A.test", 80), ("", 80)])
def test_connect_to_is_exempt_and_needs_no_name(mapping):
    async def story():
        async with serving(Site({"/": answer()})) as site:
            web = await ask(site, "http://a.test/", connect_to=((*mapping, "127.0.0.1", site.port),))
            return web["http://a.test/"]

    assert asyncio.run(story()).status == 200


def test_connect_to_exempts_only_what_it_names():
    async def story():
        async with serving(Site({"/": moved("http://b.test/")})) as site:
            web = await ask(
                site,
                "http://a.test/",
                connect_to=(("a.test", 80, "127.0.0.1", site.port),),
                resolve=knows(b__test="127.0.0.1"),
            )
            return web["http://a.test/"], site

    found, site = asyncio.run(story())
    assert (found.kind, len(site.asked)) == ("guard", 1)


def test_connect_to_may_keep_the_host_or_the_port():
    assert settings(connect_to=(("a.test", 0, "", 8080),)).mapped("a.test", 80) == ("a.test", 8080)
    assert settings(connect_to=(("", 443, "192.0.2.1", 0),)).mapped("a.test", 443) == ("192.0.2.1", 443)
    assert settings(connect_to=(("a.test", 81, "b", 1),)).mapped("a.test", 80) is None


@pytest.mark.parametrize("to", ["http://127.0.0.1/", "http://0x7f.1/x", "http://[::1]/", "http://inside.test/"])
def test_a_redirect_inside_is_refused(to):
    async def story():
        async with serving(Site({"/": moved(to)})) as site:
            mapping = ((HOST, 80, "127.0.0.1", site.port),)
            web = await ask(site, f"http://{HOST}/", connect_to=mapping, resolve=knows(inside__test="192.168.0.9"))
            return web[f"http://{HOST}/"], site

    found, site = asyncio.run(story())
    assert found.kind == "guard"
    assert found.reason.startswith("after 1 redirect: leads to ")
    assert site.connections == 1


def test_a_dial_inside_is_refused_too():
    async def story():
        async with serving(Site({})) as site:
            web = await ask(None, dials=[("a.test", site.port)], resolve=knows(a__test="127.0.0.1"))
            return web.dial("a.test", site.port), site

    found, site = asyncio.run(story())
    assert (found.kind, site.connections) == ("guard", 0)


def test_a_proxy_is_used_where_named_and_the_guard_holds_before_it():
    async def story():
        async with serving(Site({"http://far.test/x?q=1": answer(), "http://far.test/x": answer()})) as proxy:
            web = await ask(
                None,
                "http://far.test/x?q=1",
                "http://inside.test/",
                proxy=f"http://me:pw@127.0.0.1:{proxy.port}",
                resolve=knows(inside__test="10.0.0.1"),
            )
            return web, proxy

    web, proxy = asyncio.run(story())
    assert web["http://far.test/x?q=1"].status == 200
    assert web["http://inside.test/"].kind == "guard"
    assert proxy.asked == ["GET http://far.test/x?q=1"]
    assert proxy.headers[0]["proxy-authorization"] == "Basic bWU6cHc="


def test_a_proxy_that_refuses_a_tunnel_is_no_verdict():
    async def story():
        async with serving(Site({"far.test:443": answer(407)})) as proxy:
            proxy_url = f"http://127.0.0.1:{proxy.port}"
            web = await ask(None, "https://far.test/", dials=[("far.test", 443)], proxy=proxy_url)
            return web, proxy

    web, proxy = asyncio.run(story())
    assert web["https://far.test/"].kind == "error"
    assert isinstance(web.dial("far.test"), Unanswered)
    assert {line.split()[0] for line in proxy.asked} == {"CONNECT"}


def test_a_resolver_that_fails_is_no_verdict():
    async def broken(host):
        raise ResolverFailed("the name server did not answer")

    found, _ = asked_of_loopback("http://a.test:{port}/", resolve=broken)
    assert (found.kind, found.reason) == ("resolver", "a.test could not be looked up: the name server did not answer")


def test_each_name_is_looked_up_once():
    looked = []

    async def resolve(host):
        looked.append(host)
        return ["127.0.0.1"]

    async def story():
        async with serving(Site({"/": answer()})) as site:
            urls = [f"http://a.test:{site.port}/?{i}" for i in range(12)]
            return await ask(None, *urls, resolve=resolve, allow_private=True)

    web = asyncio.run(story())
    assert {found.status for found in web.answers.values()} == {200}
    assert looked == ["a.test"]


def test_the_second_address_is_tried_where_the_first_refuses():
    async def story():
        async with serving(Site({"/": answer()})) as site:
            url = f"http://a.test:{site.port}/"
            web = await ask(None, url, resolve=knows(a__test=["127.0.0.9", "127.0.0.1"]), allow_private=True)
            return web[url]

    assert asyncio.run(story()).status == 200


def test_the_systems_resolver_knows_localhost_and_not_the_reserved():
    async def story():
        resolver = Resolver()
        with pytest.raises((NoSuchHost, ResolverFailed)):
            await resolver("no-such-name.invalid")
        return await resolver("localhost")

    assert "127.0.0.1" in asyncio.run(story())


@pytest.mark.parametrize("host", ["a" * 64 + ".test", "..", "\ud800.test"])
def test_names_that_are_none_do_not_exist(host):
    with pytest.raises(NoSuchHost):
        asyncio.run(Resolver()(host))
    with pytest.raises(NoSuchHost):
        asyncio.run(Resolver([("127.0.0.1", 9)])(host))


class NameServer(asyncio.DatagramProtocol):
    """Answers A of a.test, NXDOMAIN for gone.test, SERVFAIL for sick.test, nothing at all for mute.test."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, place):
        import dns.message
        import dns.rcode
        import dns.rrset

        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text()
        self.asked.append(name)
        if name.startswith("mute"):
            return
        reply = dns.message.make_response(query)
        if name == "a.test.":
            if question.rdtype == 1:
                reply.answer.append(dns.rrset.from_text(name, 60, "IN", "A", "192.0.2.7"))
        else:
            reply.set_rcode(dns.rcode.SERVFAIL if name.startswith("sick") else dns.rcode.NXDOMAIN)
        self.transport.sendto(reply.to_wire(), place)


def resolved(host: str):
    async def story():
        loop = asyncio.get_running_loop()
        transport, server = await loop.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", 0))
        try:
            resolver = Resolver([transport.get_extra_info("sockname")[:2]], lifetime=0.5)
            return await resolver(host), server.asked
        finally:
            transport.close()

    return asyncio.run(story())


def test_named_servers_are_asked_for_the_absolute_name():
    found, asked = resolved("a.test")
    assert found == ["192.0.2.7"]
    assert set(asked) == {"a.test."}


@pytest.mark.parametrize(
    ("host", "error"), [("gone.test", NoSuchHost), ("sick.test", ResolverFailed), ("mute.test", ResolverFailed)]
)
def test_what_named_servers_may_say(host, error):
    with pytest.raises(error):
        resolved(host)
