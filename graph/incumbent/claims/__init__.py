"""The second room: what documents claim, and what curators judge."""
