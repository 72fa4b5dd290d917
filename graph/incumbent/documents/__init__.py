"""The first room: documents, their registration and their texts."""
