"""Checks of the family `headers`."""
