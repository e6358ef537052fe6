"""What somebody has typed and not saved yet: it comes back to them, and to nobody else."""
