"""Bytes in, Record out: tests on made records, on mutations of them, and on the corpus."""
