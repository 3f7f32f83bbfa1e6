"""What an address looks like when it can be compared letter by letter: no display name, no list, no blanks inside.

Written for several engines of regular expressions, Python's and RE2 among them. Ours, under this project's licence.
Dated 2026-11-28.
"""

from __future__ import annotations

_NEVER = r'\s@<>()\[\],;:"\\' + "\x01-\x08\x0e-\x1f\x7f"
_NOT_FIRST = "'*%`|"
"""What spreadsheets, wildcards and quotations put before an address. Within it they may stand."""

_NOT_IN_DOMAINS = r"!#$%&'*+/=?\^`{|}~"

PLAIN = f"[^{_NEVER}{_NOT_FIRST}][^{_NEVER}]*@([^{_NEVER}{_NOT_IN_DOMAINS}]*[.])?[^{_NEVER}{_NOT_IN_DOMAINS}._]+"
"""The whole of a plain address, normalised. What is left over from somewhere else (`'jane@…`, `*@…`, `…test.`,
`…test_x000D_`) makes it none: comparing it would find nobody, and say nothing."""

DELIVERABLE = (
    rf"[^{_NEVER}{_NOT_FIRST}.][^{_NEVER}.]*([.][^{_NEVER}.]+)*"
    r"@([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]([a-z0-9-]*[a-z0-9])"
)
"""The whole of an address, normalised, that some server may take: dots where they may stand, a domain of letters,
digits and hyphens with a name at its top."""

LONGEST, LONGEST_LOCAL = 254, 64
"""How long an address, and what stands before its `@`, may be (RFC 5321 §4.5.3.1)."""
