"""The marks by which a bot-wall says that it, and not the page, has answered.

Source: Cloudflare "Detect a challenge response" and the AWS WAF API reference (vendors' own words), the other rows from
public code, all read 2026-11-22; written by us, under this project's licence. Only decisive marks stand here: that a
vendor is in front of a page (`cf-ray`, `x-datadome` on a healthy 200) means nothing, and values of other headers
(Content-Security-Policy) are never searched.
"""

from __future__ import annotations

from typing import NamedTuple

DATED = "2026-11-22"

REFUSALS = frozenset({202, 401, 403, 405, 406, 429, 503})


class Mark(NamedTuple):
    """One mark: a header with a value (lower case, "" for any), or words of the body, and the statuses it counts at."""

    vendor: str
    header: str = ""
    value: str = ""
    body: str = ""
    statuses: frozenset[int] = REFUSALS


ANY = frozenset(range(200, 600))
FORBIDDEN = frozenset({403, 429})

MARKS: tuple[Mark, ...] = (
    Mark("Cloudflare", header="cf-mitigated", value="challenge", statuses=ANY),
    Mark("AWS WAF", header="x-amzn-waf-action", statuses=ANY),
    Mark("Vercel", header="x-vercel-mitigated", statuses=ANY),
    Mark("DataDome", header="x-datadome", value="protected"),
    Mark("DataDome", body="captcha-delivery.com"),
    Mark("Cloudflare", body="/cdn-cgi/challenge-platform/", statuses=frozenset({403, 429, 503})),
    Mark("Cloudflare", body="_cf_chl_opt", statuses=frozenset({403, 429, 503})),
    Mark("Cloudflare", body="<title>just a moment...</title>", statuses=ANY),
    Mark("Cloudflare", body="sorry, you have been blocked", statuses=FORBIDDEN),
    Mark("CloudFront", body="<title>error: the request could not be satisfied</title>", statuses=frozenset({403})),
    Mark("Akamai", body="errors.edgesuite.net", statuses=frozenset({403, 429, 503})),
    Mark("Akamai", body="errors&#46;edgesuite&#46;net", statuses=frozenset({403, 429, 503})),
    Mark("Akamai", header="server", value="akamaighost", statuses=FORBIDDEN),
    Mark("HUMAN", body='id="px-captcha"', statuses=ANY),
    Mark("HUMAN", body="_pxappid", statuses=FORBIDDEN),
    Mark("Imperva", body="request unsuccessful. incapsula incident id", statuses=ANY),
    Mark("Sucuri", header="x-sucuri-block", statuses=FORBIDDEN),
    Mark("Sucuri", header="server", value="sucuri/cloudproxy", statuses=FORBIDDEN),
    Mark("DDoS-Guard", header="server", value="ddos-guard", statuses=frozenset({403, 429, 503})),
    Mark("Anubis", body="/.within.website/", statuses=ANY),
    Mark("Kasada", header="x-kpsdk-ct", statuses=frozenset({403, 429})),
    Mark("F5", body="the requested url was rejected. please consult with your administrator", statuses=ANY),
    Mark("Google", body="our systems have detected unusual traffic", statuses=frozenset({429, 503})),
    Mark("Amazon", body="api-services-support@amazon.com", statuses=frozenset({503})),
)
"""In the order in which they are tried; the most decisive first."""
