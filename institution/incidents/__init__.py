"""Incidents and events: what happened, what was done about it, and who may read it."""
