"""The numbers behind lines and flags: functions from arrays to named tuples.

There is no clock, no database and no randomness here. Days are whole numbers; whoever calls says
which calendar day they stand for. A level is a number of scale points, 1 to 5, higher is better;
NaN means that nobody saw it, and is never read as a low level.
"""
