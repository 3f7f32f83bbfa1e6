"""Checks of the family `unsubscribe`."""
