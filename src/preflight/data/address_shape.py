"""What an address looks like when it can be compared letter by letter: no display name, no list, no blanks inside.

Written for several engines of regular expressions, Python's and RE2 among them. Ours, under this project's licence.
Dated 2026-11-28.
"""

from __future__ import annotations

_NEVER = r'\s@<>()\[\],;:"\\'

PLAIN = f"[^{_NEVER}]+@[^{_NEVER}]+"
"""The whole of a plain address, normalised."""

DELIVERABLE = rf"[^{_NEVER}.]+([.][^{_NEVER}.]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]([a-z0-9-]*[a-z0-9])"
"""The whole of an address, normalised, that some server may take: dots where they may stand, a domain of letters,
digits and hyphens with a name at its top."""

LONGEST, LONGEST_LOCAL = 254, 64
"""How long an address, and what stands before its `@`, may be (RFC 5321 §4.5.3.1)."""
