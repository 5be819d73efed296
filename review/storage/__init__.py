"""Rows, sessions, originals by content hash, ledger, migrations."""
