"""The checks, a folder a family, a file a check; the path is the id."""
