"""Checks of the family `links`."""
