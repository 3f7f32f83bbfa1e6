"""Checks of the family `sender`."""
