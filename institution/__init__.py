"""Shift logs for children in residential care."""
