"""
In which order rows are held, so that two deeds never wait on each other for ever:
person, letter, assignment, swap, shift, series of letters.
"""

from collections.abc import Collection

from luwes.core.db import lock, lock_all, lock_ids
from luwes.letters.models import Letter
from luwes.people.models import Employee
from luwes.staffing.models import Assignment


def with_person(*assignments: Assignment) -> None:
    """
    Before a change that takes a person's time, or ends it.

    The database holds the person itself when an assignment is written (migration 0002); to hold
    the person only then, behind the assignment, would be the wrong order.
    """
    lock_ids(Employee, {a.employee_id for a in assignments})
    lock(*assignments)


def whole(assignments: Collection[Assignment]) -> list[Assignment]:
    """
    Before a change of people's time that also makes letters: all held in that order.

    :returns: the assignments read afresh, with what belongs to them, by person
    """
    rows = Assignment.objects.filter(pk__in=[row.pk for row in assignments])
    lock_all(Employee.objects.filter(pk__in=rows.values("employee")))
    lock_all(Letter.objects.filter(pk__in=rows.exclude(letter=None).values("letter")))
    lock_all(rows)
    rows = rows.select_related(
        "employee__home_area", "employee__user", "home_unit__agency", "letter__series",
        "need__area", "plan",
    )  # fmt: skip
    return list(rows.order_by("employee_id", "pk"))


def with_letter(*assignments: Assignment) -> None:
    """Before a change that ends with the withdrawal of the letter."""
    letters = {a.letter.pk: a.letter for a in assignments if a.letter}
    lock(*letters.values())
    lock(*assignments)
