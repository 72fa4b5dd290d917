"""The sixth room: SHACL shapes over the graphs, and their findings."""
