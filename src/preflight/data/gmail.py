"""Where Gmail cuts a long mail.

Source: requirements T1: HubSpot "Review the estimated size…", Knak help 6773310, draftship, all read 2026-11-22
(secondary sources that agree; Google itself says nothing). Written by us, under this project's licence.
"""

from __future__ import annotations

DATED = "2026-11-22"

CLIP = 102_400
"""Octets of HTML after which Gmail cuts and shows "[Message clipped]"."""

NEAR = 87_040
"""85 KB: the links that a platform wraps may carry a mail of this size over the cut."""


def cut(source: str, octets: int = CLIP) -> tuple[int, int]:
    """Line and column (from 1, in code points) of the first character that begins at or after so many octets of UTF-8.

    What stands at that place or behind it is not shown.
    """
    kept = source.encode("utf-8", "surrogatepass")[:octets].decode("utf-8", "ignore")
    return kept.count("\n") + 1, len(kept) - (kept.rfind("\n") + 1) + 1
