"""A child moves: what the caseworker hands on to the new place, and the receipt for it."""
