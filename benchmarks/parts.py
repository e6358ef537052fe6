"""What is measured, by the name that is given on the command line."""

from benchmarks.counting import engine, kills, report, sweep
from benchmarks.growth import growth
from benchmarks.pages import child, desk, goal, on_tablet, timeline, weight
from benchmarks.saving import save, together

PARTS = {
    "report": report,
    "engine": engine,
    "save": save,
    "together": together,
    "child": child,
    "goal": goal,
    "timeline": timeline,
    "desk": desk,
    "weight": weight,
    "growth": growth,
    "sweep": sweep,
    "tablet": on_tablet,
    "kills": kills,
}
