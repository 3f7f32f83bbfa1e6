"""Files to a `Send`: the manifest with line numbers, MIME, HTML, links, tokens."""
