"""Checks of the family `tokens`."""
