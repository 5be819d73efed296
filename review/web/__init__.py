"""Pages in the office's own words: every one works without JavaScript."""
