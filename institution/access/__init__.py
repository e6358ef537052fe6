"""Who may do what: the policy table, who acts, and the ways to be refused. Knows no Flask."""
