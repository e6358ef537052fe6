"""Children, where they live and who is tied to them; `scope` is the only door to their records."""
