"""Checks of the family `subject`."""
