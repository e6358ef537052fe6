"""Foster families: their register and forms, the weekly log, and the coordinator's desk."""
