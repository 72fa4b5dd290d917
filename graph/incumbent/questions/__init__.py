"""The seventh room: the catalogue of questions, any SPARQL, and the evidence for a thing."""
