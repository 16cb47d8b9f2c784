"""Scripts and languages: the tables (TSV, for a person to edit) and what reads them. Import from `conversions.scripts`."""
