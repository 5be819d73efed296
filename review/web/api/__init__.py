"""The door for programs: the office's own system hands in, asks and acts, each for a person."""
