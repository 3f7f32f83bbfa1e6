"""What was run, by which rules and for exactly what: fingerprints and the append-only record."""
