"""How each sending platform writes its tokens, one module a platform."""

from __future__ import annotations

from preflight.data.dialects import (
    braze,
    campaignmonitor,
    customerio,
    eloqua,
    hubspot,
    iterable,
    klaviyo,
    listmonk,
    mailchimp,
    mailgun,
    marketo,
    mautic,
    pardot,
    sendgrid,
    sfmc,
)
from preflight.data.dialects.base import DATED, Dialect, Names

ALL: dict[str, Dialect] = {
    one.DIALECT.name: one.DIALECT
    for one in (
        hubspot, marketo, pardot, eloqua, sfmc, braze, mailchimp, klaviyo, sendgrid, customerio, iterable, mailgun,
        campaignmonitor, mautic, listmonk,
    )
}  # fmt: skip
"""Every dialect by the platform's name, as `platform:` has it; `generic` has none."""

__all__ = ["ALL", "DATED", "Dialect", "Names"]
