"""Checks of the family `tracking`."""
