"""Checks of the family `authentication`."""
