"""What one shift hands over to the next, and what the team looks at together once a week."""
