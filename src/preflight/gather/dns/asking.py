"""Asks each question once, of several servers, and tells silence, failure and "there is none" apart."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from preflight.facts.dns import Dns, Kind, Records
from preflight.facts.web import Unanswered
from preflight.gather.dns.servers import Server
from preflight.gather.dns.settings import DnsSettings
from preflight.gather.dns.transport import Refused, exchange
from preflight.gather.dns.wire import Garbled, Question, Reply, question, read, wire_name

FIRST_WAIT = 0.8
"""Seconds after which the next server is asked too; the first may still answer."""

OUT_OF_TIME = Unanswered("budget", "out of time: the time budget for web and DNS was used up")
NO_SERVER = Unanswered(
    "resolver",
    "no name server is known here (none readable in /etc/resolv.conf); name one with --nameserver",
)
_NO_EDNS = frozenset({"FORMERR", "NOTIMP", "BADVERS"})
_FAILURES = {"SERVFAIL": "could not find out (SERVFAIL)", "REFUSED": "refused to answer (REFUSED)"}
_LONGEST_CHAIN = 8


class Failed(Exception):
    """Nobody could tell; carries what to say."""

    def __init__(self, why: Unanswered) -> None:
        super().__init__(why.reason)
        self.why = why


class Asker:
    """The questions of one run; `known` are answers that it need not ask for again."""

    def __init__(self, settings: DnsSettings, servers: tuple[Server, ...], known: Dns) -> None:
        self._settings = settings
        self._servers = list(servers)
        self._known = known.answers
        self._asked: dict[str, asyncio.Task[Records | Unanswered]] = {}
        self._slots = asyncio.Semaphore(settings.at_once)
        self._silences = sum(isinstance(a, Unanswered) and a.kind == "timeout" for a in self._known.values())
        self._heard = any(isinstance(a, Records) for a in self._known.values())
        self._mute: str | None = None
        """What to say without asking again: nobody has answered anything."""

    async def records(self, name: str, kind: Kind) -> Records:
        """The records of one name; asked once, however many want them. Raises Failed."""
        name = name.lower().removesuffix(".")
        found = self._known.get(f"{kind} {name}")
        if not isinstance(found, Records | Unanswered):
            # Shielded, so that one walk that ends early does not take the answer from another.
            found = await asyncio.shield(self._task(name, kind))
        if isinstance(found, Unanswered):
            raise Failed(found)
        return found

    def answers(self) -> dict[str, Records | Unanswered]:
        """Everything that was asked and is settled, by "KIND name"."""
        return {key: task.result() for key, task in self._asked.items() if task.done() and not task.cancelled()}

    async def aclose(self) -> None:
        """Ends what is still on its way."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    def _task(self, name: str, kind: Kind) -> asyncio.Task[Records | Unanswered]:
        key = f"{kind} {name}"
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._followed(name, kind))
        return self._asked[key]

    async def _followed(self, name: str, kind: Kind) -> Records | Unanswered:
        """The answer; a CNAME that the server left hanging is asked for as well."""
        chain: list[str] = []
        at = name
        while True:
            reply = await self._once(at, kind)
            if isinstance(reply, Unanswered) or reply.records is None:
                return reply if isinstance(reply, Unanswered) else NO_SERVER
            chain += reply.records.chain
            if not reply.onward or len(chain) >= _LONGEST_CHAIN:
                return Records(name, kind, reply.records.values, reply.records.nxdomain, tuple(chain))
            at = reply.onward

    async def _once(self, name: str, kind: Kind) -> Reply | Unanswered:
        absolute = wire_name(name, kind)
        if absolute is None:
            return Reply(Records(name, kind, nxdomain=True))
        if not self._servers:
            return NO_SERVER
        what = f"{kind} {name}"
        async with self._slots:
            left = self._left()
            patience = min(self._patience(), left)
            if self._mute is not None:
                return Unanswered("timeout", f"{what}: {self._mute}")
            try:
                async with asyncio.timeout(patience):
                    return await self._of_any_server(question(absolute, kind), what, name)
            except TimeoutError:
                return OUT_OF_TIME if patience >= left else self._silence(what, patience)

    def _left(self) -> float:
        deadline = self._settings.deadline
        return float("inf") if deadline is None else max(0.0, deadline - time.monotonic())

    def _patience(self) -> float:
        """Seconds for a question: all at first; less once there was silence, and half of it after each full wave.

        So silence costs at most `timeout` + 2 × `impatient` of a run of three rounds, however many names are silent:
        5 + 1.5 + 1.5 where they are few, 5 + 1.5 + 0.75 + … where they are many.
        """
        settings = self._settings
        if not self._silences:
            return settings.timeout
        return min(settings.timeout, settings.impatient * 0.5 ** (self._silences // settings.at_once))

    def _silence(self, what: str, patience: float) -> Unanswered:
        self._silences += 1
        words = f"the name server {' and '.join(map(str, self._servers))} did not answer within {patience:g} s"
        if not self._heard:
            self._mute = words
        return Unanswered("timeout", f"{what}: {words}")

    async def _of_any_server(self, asked: Question, what: str, name: str) -> Reply | Unanswered:
        """The first good answer; a server that is slow stays in the race while the next one is asked."""
        failures: dict[Server, str] = {}
        racing: set[asyncio.Task[tuple[Server, Reply]]] = set()
        try:
            for server, wait in self._turns():
                if server in failures:
                    continue
                racing.add(asyncio.create_task(_attempt(asked, server, name)))
                until = time.monotonic() + wait
                while racing and server not in failures and (left := until - time.monotonic()) > 0:
                    done, racing = await asyncio.wait(racing, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                    reply = self._best(done, failures)
                    if reply is not None:
                        return reply
            while racing:
                done, racing = await asyncio.wait(racing, return_when=asyncio.FIRST_COMPLETED)
                reply = self._best(done, failures)
                if reply is not None:
                    return reply
        finally:
            for task in racing:
                task.cancel()
            await asyncio.gather(*racing, return_exceptions=True)
        said = "; ".join(f"the name server {server} {words}" for server, words in failures.items())
        return Unanswered("resolver", f"{what}: {said}")

    def _turns(self) -> Iterator[tuple[Server, float]]:
        """Servers in the order in which they are asked, and for how long the next one waits."""
        order = tuple(self._servers)
        return ((server, FIRST_WAIT * factor) for factor in (1.0, 2.0) for server in order)

    def _best(self, done: set[asyncio.Task[tuple[Server, Reply]]], failures: dict[Server, str]) -> Reply | None:
        for task in done:
            server, reply = task.result()
            self._heard = True
            if reply.records is not None:
                # The one that answers is asked first from now on.
                self._servers.sort(key=lambda other: other != server)
                return reply
            failures[server] = reply.failure
        return None


async def _attempt(asked: Question, server: Server, name: str) -> tuple[Server, Reply]:
    try:
        reply = read(await exchange(asked, server), asked, name)
        if reply.failure in _NO_EDNS:
            plain = question(asked.name, asked.kind, edns=False)
            reply = read(await exchange(plain, server), plain, name)
    except Refused as error:
        return server, Reply(None, failure=str(error))
    except Garbled:
        return server, Reply(None, failure="sent an answer that cannot be read")
    if reply.failure:
        return server, Reply(None, failure=_FAILURES.get(reply.failure, f"answered {reply.failure}"))
    return server, reply
