"""What can be done with shared tablets: enrol, open a shift, take a person's place, receive."""
