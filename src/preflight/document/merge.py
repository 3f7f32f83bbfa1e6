"""`extends:`: what two documents say together."""

from __future__ import annotations

from preflight.document.nodes import Entry, Node, Scalar, Table


def merge(parent: Node, child: Node) -> Node:
    """Blocks of keys are merged, the child wins; everything else is the child's.

    A key without a value in the child takes the parent's away.
    """
    if not (isinstance(parent, Table) and isinstance(child, Table)):
        return child
    entries = dict(parent.entries)
    for name, entry in child.entries.items():
        below = entries.get(name)
        if below is None:
            entries[name] = entry
        elif isinstance(entry.node, Scalar) and entry.node.value is None:
            del entries[name]
        else:
            entries[name] = Entry(entry.place, merge(below.node, entry.node))
    return Table(child.place, entries)
