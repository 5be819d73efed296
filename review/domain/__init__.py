"""Words, values and rules; no framework, no clock, no I/O."""
