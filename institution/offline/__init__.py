"""Shared tablets: enrolled, opened by ticket or PIN, and what they send once there is a line."""
