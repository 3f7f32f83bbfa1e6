"""How analytics tools stand in the HTML of a page: the addresses that they load from, and what their snippets call.

Source: Google's "Configure Google tag settings" (ID table), and real snippets on public sites, read 2026-11-22; written
by us, under this project's licence. That a tag stands in the HTML says that it is installed, never that it fires: tags
that a bundle, a consent tool or the CDN adds are not to be seen. A name stands in literals only, which are searched as
they are, so that the time is linear in the page; `only` is looked at where a literal was found.
"""

from __future__ import annotations

from typing import NamedTuple

DATED = "2026-11-22"


class Tool(NamedTuple):
    """One tool. `loads` are parts of an address of a script, frame or picture; `calls` parts of inline code.

    `only` is a regular expression that must match the address or the code too: the same snippet serves other ends.
    """

    name: str
    loads: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    only: str = ""


_MEASURES = r"\bG(?:T)?-[A-Z0-9]{4,}"
"""An ID of Google Analytics 4 or of a Google tag. AW- (Ads) and DC- (Floodlight) alone measure nothing of ours, and
UA- is dead since 2023-07-01."""

TOOLS: tuple[Tool, ...] = (
    Tool("Google tag", ("googletagmanager.com/gtag/js", "/gtag/js?id="), ("gtag('config'", 'gtag("config"'), _MEASURES),
    Tool("Google Tag Manager", ("googletagmanager.com/gtm.js",), ("gtm.start",)),
    # Server-side and first-party gateways rename the file; the ID in its address stays.
    Tool("Google Tag Manager", ("id=GTM-",)),
    Tool("Google tag", ("id=G-", "id=GT-")),
    Tool("Adobe Launch", ("assets.adobedtm.com/",), ("_satellite.",)),
    Tool("Adobe Analytics", ("AppMeasurement", "s_code.js", ".sc.omtrdc.net/", ".2o7.net/"), ("s_c_il", "s.t()")),
    Tool(
        "Adobe Web SDK", ("/alloy.js", "/alloy.min.js", "edge.adobedc.net"), ('alloy("configure"', "alloy('configure'")
    ),
    Tool(
        "Matomo", ("matomo.js", "piwik.js", "matomo.php", "piwik.php", "cdn.matomo.cloud/"), ("_paq.push", "_mtm.push")
    ),
    Tool("Piwik PRO", (".containers.piwik.pro/",)),
    Tool("Plausible", ("plausible.io/js/",), ("plausible.init(",)),
    Tool("Segment", ("cdn.segment.com/analytics.js",), ("analytics.load(", "SNIPPET_VERSION")),
    Tool("HubSpot", (".hs-scripts.com/", "js.hs-analytics.net/"), ("_hsq",)),
    Tool("Marketo Munchkin", ("munchkin.marketo.net/",), ("Munchkin.init(", "mktoMunchkin(")),
    Tool("Account Engagement (Pardot)", ("pi.pardot.com/pd.js", "/pd.js"), ("piAId", "piTracker(")),
    Tool("Marketing Cloud Collect", (".collect.igodigital.com/",), ("_etmc.push",)),
    Tool("Salesforce Interactions", ("cdn.evgnet.com/",), ("SalesforceInteractions", "Evergage.init")),
    Tool("Eloqua", ("img.en25.com/i/elqCfg", "/visitor/v200/svrGP"), ("_elqQ.push", "elqTrackPageView")),
    Tool("Mixpanel", ("cdn.mxpnl.com/", ".mixpanel.com/"), ("mixpanel.init(",)),
    Tool("Amplitude", ("cdn.amplitude.com/",), ("amplitude.init(", "amplitude.getInstance(")),
    Tool("Heap", ("cdn.heapanalytics.com/", "heap-api.com/"), ("heap.load(",)),
    Tool("PostHog", (".i.posthog.com/", "app.posthog.com/"), ("posthog.init(",)),
    Tool("Clarity", ("clarity.ms/tag/",), ("clarity.ms/tag/",)),
    Tool("Hotjar", ("static.hotjar.com/",), ("static.hotjar.com/",)),
    Tool("Klaviyo", ("static.klaviyo.com/onsite/js/",)),
    Tool("ActiveCampaign", ("trackcmp.net/",), ("vgo('setAccount'", 'vgo("setAccount"')),
    Tool("Fathom", ("cdn.usefathom.com/",)),
    Tool("Umami", ("/umami.js",), ("umami.track(",)),
    Tool("RudderStack", (), ("rudderanalytics.load(",)),
    Tool("Yandex Metrica", ("mc.yandex.ru/metrika/",), ("mc.yandex.ru/metrika/",)),
    Tool("Simple Analytics", ("scripts.simpleanalyticscdn.com/",)),
    Tool("Cloudflare Web Analytics", ("static.cloudflareinsights.com/beacon",)),
    Tool("etracker", ("code.etracker.com/", "static.etracker.com/")),
    Tool("Mapp Intelligence", ("wt_tag", "tiLoader"), ("wts.push(", "_tiConfig")),
    Tool("Econda", ("emos3.js", "econda"), ("window.emos3",)),
    Tool("Mouseflow", ("cdn.mouseflow.com/",)),
    Tool("Snowplow", ("/sp.js",), ("newTracker",)),
)
"""Advertising pixels (Meta, LinkedIn, TikTok, Bing) are not among them: they serve the advertiser's reports."""

ATTRIBUTES: tuple[tuple[str, str], ...] = (
    ("data-website-id", "Umami"),
    ("data-domain", "Plausible"),
    ("hs-script-loader", "HubSpot"),
)
"""What the tag of a copy under one's own name still bears."""

HELD_TYPES = frozenset({"text/plain", "text/gtmscript", "text/x-cookieconsent", "javascript/blocked", "text/blocked"})
"""Types that no browser runs: consent tools write them, and change them after the visitor agrees."""

HELD_ATTRIBUTES = ("data-cookieconsent", "data-usercentrics", "data-cookiecategory", "data-consent", "data-cmp-src")
"""Attributes by which consent tools say the same."""
