"""The trail: what was written, who looked, who tried to get in; three journals, never mixed."""
