"""Orders that are changed: who serves, and what is asked of them."""

from datetime import date
from typing import Any

from luwes.letters.models import Letter
from luwes.staffing import changes
from luwes.staffing.actions import changes as actions
from luwes.staffing.models import (
    Assignment,
    OrderChange,
    Plan,
)
from luwes.staffing.tests.scene import NOW, TODAY, Scene, a_scene

LONGER, SHORTER = date(2025, 3, 6), date(2025, 2, 27)


def a_scene_with_four() -> Scene:
    made = a_scene()
    made.people(made.unit(), 4)
    made.need(minimum=2, desired=2)
    return made


def serving(scene: Scene) -> list[Assignment]:
    scene.issued()
    scene.serving(Plan.objects.get())
    return list(Assignment.objects.order_by("employee_id"))


def amend(scene: Scene, rows: list[Assignment], **values: Any) -> list[OrderChange]:
    told = {"reason": "Air belum surut.", "now": NOW, "on": TODAY, "by": scene.coordinator}
    return actions.amend(assignments=rows, **(told | values))


def approve(scene: Scene, change: OrderChange, **values: Any) -> None:
    told = {"approve": True, "answer": "", "now": NOW, "on": TODAY, "by": scene.decider}
    actions.decide(change=change, **(told | values))


def relieve(scene: Scene, rows: list[Assignment], last_day: date = SHORTER, **values: Any) -> None:
    told = {"because": changes.Because.ROTATION, "now": NOW, "on": TODAY, "by": scene.coordinator}
    actions.relieve(assignments=rows, last_day=last_day, **(told | values))


def said(letter: Letter) -> str:
    content = letter.as_content()
    return " ".join([*content.get("considering", []), *content["basis"], *content["orders"]])
