"""Checks of the family `content`."""
