"""The addresses that the platform sends from."""

from __future__ import annotations

import ipaddress

from preflight.facts.send import Sender

_MOST = 50


def given(sender: Sender | None) -> tuple[str, ...]:
    """Those of the manifest in their usual spelling, each once; what is no address is left to the manifest's reader."""
    found = []
    for text in sender.ips if sender is not None else ():
        try:
            found.append(str(ipaddress.ip_address(text.strip())))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))[:_MOST]
