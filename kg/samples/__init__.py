"""Two small catalogues of real publications, for `otrar demo` and the tests: almaty.mrc and tashkent.xml.

The .mrk files are what a person edits; `python -m kg.samples.build` makes the others from them. SOURCES.md says
where the facts come from, shared.tsv which works both libraries hold.
"""
