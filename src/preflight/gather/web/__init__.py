"""Asks the web: every distinct URL once, followed to its end; every host asked for, dialled once.

    gather_web(asks, settings=…, acting=…) → Web

`chain` follows a URL, `request` sends one request and tries again, `lanes` keeps connections, `exchange` speaks HTTP on
one, `dialer` makes every one of them behind the `guard`, `acting` knows what is never requested.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection

import msgspec

from preflight.facts.web import Answer, Dial, Dialed, Fetch, Unanswered, Web
from preflight.gather.web.acting import Acting
from preflight.gather.web.chain import Chain
from preflight.gather.web.dialer import Dialer
from preflight.gather.web.failures import Dead, NoVerdict, Shaky
from preflight.gather.web.lanes import Lanes
from preflight.gather.web.picture import within
from preflight.gather.web.request import Requester
from preflight.gather.web.settings import ConnectTo, Progress, Resolve, WebSettings

Reply = Answer | Dialed | Unanswered
NOTHING = Web()
_OUT_OF_TIME = Unanswered("budget", "out of time: the time budget for web and DNS was used up")


async def gather_web(
    asks: Collection[Fetch | Dial],
    *,
    settings: WebSettings,
    acting: frozenset[str],
    never: frozenset[str] = frozenset(),
    known: Web = NOTHING,
) -> Web:
    """`known` and the answers to all `asks` that it does not hold yet.

    `acting` are the URLs of the send that are never requested, `never` hosts at which nothing is. Never raises for
    anything that the web does; what could not be had is `Unanswered`. Raises InputError for an unusable `ca_file`.
    """
    fetches = [fetch for fetch in _pooled(asks) if fetch.url not in known.answers]
    hosts = dict.fromkeys(a for a in asks if isinstance(a, Dial))
    dials = [dial for dial in hosts if f"{dial.host}:{dial.port}" not in known.dials]
    if not fetches and not dials:
        return known
    dialer = Dialer(settings)
    if dials or settings.ca_file or any(fetch.url.startswith("https:") for fetch in fetches):
        # In a thread, since reading the roots takes longer than the first answers.
        await asyncio.to_thread(dialer.prepare)
    web = _Asking(settings, dialer, Acting(acting, never))
    jobs: dict[Fetch | Dial, Callable[[], Awaitable[Reply]]] = {fetch: web.fetching(fetch) for fetch in fetches}
    jobs |= {dial: web.dialling(dial) for dial in dials}
    replies = await web.all(jobs)
    answers = within({a.url: r for a, r in replies.items() if isinstance(a, Fetch) and not isinstance(r, Dialed)})
    dialled = {f"{a.host}:{a.port}": r for a, r in replies.items() if isinstance(a, Dial) and not isinstance(r, Answer)}
    return Web(answers={**known.answers, **answers}, dials={**known.dials, **dialled})


def _pooled(asks: Collection[Fetch | Dial]) -> list[Fetch]:
    """One ask for each URL, which wants what all of them want."""
    pooled: dict[str, Fetch] = {}
    for ask in asks:
        if isinstance(ask, Fetch):
            url = ask.url.partition("#")[0]
            bare = ask if ask.url == url else msgspec.structs.replace(ask, url=url)
            pooled[url] = pooled[url].merged(bare) if url in pooled else bare
    return list(pooled.values())


class _Asking:
    """The asks of one run on their way."""

    def __init__(self, settings: WebSettings, dialer: Dialer, acting: Acting) -> None:
        self._settings = settings
        self._dialer = dialer
        self._acting = acting
        self._lanes = Lanes(settings, dialer)
        self._requester = Requester(settings, self._lanes, dialer.proxied, dialer.proxy_headers)
        self._done = 0
        self._slots = asyncio.Semaphore(max(1, settings.concurrency))

    def fetching(self, fetch: Fetch) -> Callable[[], Awaitable[Reply]]:
        """A job that follows a URL."""
        return Chain(fetch, self._requester, self._acting).follow

    def dialling(self, dial: Dial) -> Callable[[], Awaitable[Reply]]:
        """A job that shakes hands with a host and says nothing more."""
        return lambda: self._dial(dial)

    async def all(self, jobs: dict[Fetch | Dial, Callable[[], Awaitable[Reply]]]) -> dict[Fetch | Dial, Reply]:
        """The replies, in the order of the asks; what is not there at the deadline is out of time."""
        replies: dict[Fetch | Dial, Reply] = dict.fromkeys(jobs, _OUT_OF_TIME)

        async def run(ask: Fetch | Dial) -> None:
            try:
                replies[ask] = await jobs[ask]()
            except Exception as error:  # one URL's accident must not take the others with it
                replies[ask] = Unanswered("error", f"our link checker stumbled ({type(error).__name__})")
            self._tell(len(jobs), ask)

        tasks: list[asyncio.Task[None]] = []
        try:
            for ask in jobs:
                tasks.append(asyncio.create_task(run(ask)))
                if len(tasks) % self._settings.concurrency == 0:
                    # The first requests go out before the last of thousands are made ready.
                    await asyncio.sleep(0)
            await asyncio.wait(tasks, timeout=self._left())
        finally:
            await self._clear(tasks)
        return replies

    async def _dial(self, dial: Dial) -> Dialed | Unanswered:
        try:
            async with self._slots, asyncio.timeout(self._settings.timeout):
                stream = await self._dialer.dial(dial.host, dial.port, secure=True)
        except (Dead, Shaky) as error:
            return Dialed(dial.host, dial.port, fault=error.fault, detail=error.detail, tls=getattr(error, "tls", None))
        except NoVerdict as error:
            return Unanswered(error.kind, error.reason)  # type: ignore[arg-type]  # NoVerdict carries the same words
        except TimeoutError:
            return Unanswered("timeout", f"{dial.host} gave no answer within {self._settings.timeout:g} s")
        stream.drop()
        return Dialed(dial.host, dial.port, stream.address, tls=stream.tls)

    def _left(self) -> float | None:
        if self._settings.deadline is None:
            return None
        return max(0.0, self._settings.deadline - asyncio.get_running_loop().time())

    def _tell(self, all: int, ask: Fetch | Dial) -> None:
        self._done += 1
        if self._settings.on_progress is None:
            return
        host = ask.host if isinstance(ask, Dial) else ask.url.partition("://")[2].partition("/")[0].partition("?")[0]
        self._settings.on_progress(self._done, all, host)

    async def _clear(self, tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._lanes.aclose()
        await self._dialer.aclose()
        # Dropped connections say goodbye in the loop's next turns.
        await asyncio.sleep(0)
        await asyncio.sleep(0)


__all__ = ["ConnectTo", "Progress", "Resolve", "WebSettings", "gather_web"]
