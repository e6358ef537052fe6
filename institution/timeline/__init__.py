"""One line through a child's time, across places: what was written, in the order it happened."""
