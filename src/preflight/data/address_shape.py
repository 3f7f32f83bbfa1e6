"""What an address looks like when it can be compared letter by letter: no display name, no list, no blanks inside.

Written for two engines of regular expressions, Python's and RE2. Ours, under this project's licence. Dated 2026-11-24.
"""

from __future__ import annotations

_NEVER = r'\s@<>()\[\],;:"\\'

PLAIN = f"[^{_NEVER}]+@[^{_NEVER}]+"
"""The whole of a plain address, normalised."""
