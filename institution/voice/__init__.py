"""The child's own voice: what it says, who reads it, and what came of it."""
