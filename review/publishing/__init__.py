"""Channels: where the approved bytes go, and the receipt that proves they arrived."""
