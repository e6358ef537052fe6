"""The budgets of the program, measured as ratios in one run; `python -m benchmarks`."""
