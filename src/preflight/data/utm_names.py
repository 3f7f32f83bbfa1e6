"""The names of campaign parameters that analytics tools know, and how they are misspelt.

Source: Google Analytics Help 10917952 "URL builders" and Matomo's "Tracking campaigns", read 2026-11-22; the slips are
our own, written under this project's licence.
"""

from __future__ import annotations

DATED = "2026-11-22"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GOOGLE = ("source", "medium", "campaign", "term", "content", "id", "source_platform", "creative_format",
           "marketing_tactic")  # fmt: skip
_MATOMO = ("campaign", "kwd", "keyword", "source", "medium", "content", "cid", "group", "placement")

KNOWN: frozenset[str] = frozenset(
    (
        *(f"utm_{name}" for name in _GOOGLE), *(f"mtm_{name}" for name in _MATOMO), *(f"pk_{name}" for name in _MATOMO),
        # Written by platforms and shops beside Google's own; nobody means another by them.
        "utm_name", "utm_cid", "utm_reader", "utm_brand", "utm_social", "utm_social-type", "utm_pubreferrer",
        "utm_swu", "utm_viz_id", "utm_klaviyo_id", "utm_email", "utm_audience", "utm_region", "utm_language",
    )
)  # fmt: skip

SLIPS: dict[str, frozenset[str]] = {
    "source": _words("sorce souce soruce sourse sourc surce souurce sources src scource sourcs sourec"),
    "medium": _words("meduim medum mediun meidum medim mediums medius mdium medium1 meduium midium"),
    "campaign": _words(
        "campain campaing campagin camapign campign campaine compaign campaigne campagne kampagne campaigns "
        "capmaign campaignn cmpaign campaignname campagn camaign"
    ),
    "term": _words("tern terms trem keyword"),
    "content": _words("contnet conent contet contents conten cotent contant"),
    "id": _words("ids idd campaignid"),
}
"""What is written where the name on the left was meant."""
