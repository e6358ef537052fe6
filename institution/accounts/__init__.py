"""People who sign in: accounts, roles, passwords and sessions."""
