"""Dated tables of others and our own; each names its source, licence and date."""
