"""The development plan: goals with a baseline, a target and dates, and what is done about them."""
