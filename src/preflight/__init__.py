"""preflight: the gate before Send."""

__version__ = "0.1.0"
