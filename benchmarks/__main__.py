"""Measure the budgets and print them; the names of parts may be given."""

import argparse
import sys

from benchmarks.parts import PARTS
from benchmarks.table import printed


def main() -> int:
    """Return 0 where every budget is kept, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"of {', '.join(PARTS)}; all without")
    wanted = parser.parse_args().part or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    lines = [line for name in wanted for line in PARTS[name]()]
    print(printed(lines))
    return 0 if all(line.kept for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
