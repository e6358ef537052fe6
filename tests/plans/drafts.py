"""Plans and goals to write in tests."""

from datetime import date

from institution.plans.services import NewGoal, NewPlan, Support


def goal(**changed) -> NewGoal:
    kept = {
        "wording": "Jeg vil gerne sove bedre",
        "area": "health_wellbeing",
        "dimension": "sleep",
        "baseline": 2.0,
        "target_low": 3.0,
        "target_high": 5.0,
        "starts_on": date(2026, 9, 1),
        "review_on": date(2027, 2, 1),
        "supports": (
            Support("En voksen læser højt hver aften", date(2026, 9, 1), "Kontaktvoksen"),
        ),
    }
    return NewGoal(**{**kept, **changed})


def plan(builds_on: int = 0, *goals: NewGoal, reason: str | None = None) -> NewPlan:
    return NewPlan(date(2026, 9, 1), date(2027, 2, 1), goals or (goal(),), builds_on, reason)
