"""The sixth room: SHACL shapes over the graphs, and their findings.

:func:`incumbent.checks.check.check` runs everything; nothing here is imported by a question, since
pySHACL and rdflib take their time.
"""
