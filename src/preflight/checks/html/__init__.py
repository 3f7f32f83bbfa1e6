"""Checks of the family `html`."""
