"""Catalogue records to BIBFRAME triples. Pure: no store, no network, no clock."""
