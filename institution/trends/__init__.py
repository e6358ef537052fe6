"""The child's days against the child's own usual level and the plan."""
