"""Small catalogues and repositories of real publications, for `otrar demo` and the tests.

The .mrk files are what a person edits; `python -m kg.samples.build` makes the others from them. SOURCES.md says
where the facts come from, shared.tsv which works both libraries hold.
"""
