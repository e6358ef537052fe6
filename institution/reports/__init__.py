"""Status reports and copies of a child's record: what leaves the house, and how it is checked."""
