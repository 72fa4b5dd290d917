"""The fifth room: all graphs together, built once and kept by content digest."""
