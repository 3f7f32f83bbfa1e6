"""Checks of the family `images`."""
