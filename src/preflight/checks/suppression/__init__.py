"""Checks of the family `suppression`."""
