"""The shift log: what staff write about one child in one shift."""
