"""Checks of the family `landing`."""
