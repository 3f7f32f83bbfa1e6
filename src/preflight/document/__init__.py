"""What people write in YAML, read with the place of every word: nodes, shapes, and the rules for the files they name.

    root = compose(octets, "send.yaml")           # nodes with marks, or InputError with every fault
    form = shape(root, SendForm, faults)          # a value of a msgspec type; what does not fit is a fault
"""

from __future__ import annotations

from preflight.document.compose import compose
from preflight.document.merge import merge
from preflight.document.nodes import Entry, Items, Node, Place, Scalar, Table, find, joined, plain, walk
from preflight.document.reading import FolderReader, Found, MemoryReader, Reader, Refused, display
from preflight.document.shape import Form, close_to, shape

__all__ = [
    "Entry",
    "FolderReader",
    "Form",
    "Found",
    "Items",
    "MemoryReader",
    "Node",
    "Place",
    "Reader",
    "Refused",
    "Scalar",
    "Table",
    "close_to",
    "compose",
    "display",
    "find",
    "joined",
    "merge",
    "plain",
    "shape",
    "walk",
]
