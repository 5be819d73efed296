"""Take everything out of a file: what is seen, what is hidden, what could run."""
