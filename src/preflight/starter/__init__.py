"""From what people have to a first send.yaml: looks at the files of a folder, asks little, writes with comments."""

from __future__ import annotations
