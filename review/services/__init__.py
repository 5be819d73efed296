"""One function a command; the inside of its transaction."""
