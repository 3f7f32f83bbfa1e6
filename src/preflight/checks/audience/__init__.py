"""Checks of the family `audience`."""
