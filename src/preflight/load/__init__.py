"""Files to a `Send`: the manifest with line numbers, MIME, HTML, links, tokens."""

from preflight.load.manifest import Loaded, load_from, load_send

__all__ = ["Loaded", "load_from", "load_send"]
