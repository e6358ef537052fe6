"""Flags: a change in a child's days, with its reasons, for a person to answer."""
