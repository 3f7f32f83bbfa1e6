"""Checks of the family `accessibility`."""
