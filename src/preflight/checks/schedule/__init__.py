"""Checks of the family `schedule`."""
