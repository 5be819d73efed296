"""Clean copies: what must not be public is truly taken out of a file, and shown to be gone."""
