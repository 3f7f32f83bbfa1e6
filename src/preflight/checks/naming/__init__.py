"""Checks of the family `naming`."""
