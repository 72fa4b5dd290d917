"""The fourth room: what the ontology entails of the record."""
