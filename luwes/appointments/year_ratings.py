"""How the years of people were rated: an area above tells it, so that moves can be judged by it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from luwes.appointments.rules.moves import YearRating
from luwes.core.registry import Registry


@dataclass(frozen=True)
class Source:
    """`of_people`: by person what was final on a day, one a year; one query however many people."""

    key: str
    of_people: Callable[[Collection[int], date], dict[int, list[YearRating]]]


sources: Registry[Source] = Registry("year ratings")


def of_people(people: Collection[int], on: date) -> dict[int, list[YearRating]]:
    found: dict[int, list[YearRating]] = {}
    for source in sources:
        for person, rows in source.of_people(people, on).items():
            found.setdefault(person, []).extend(rows)
    return found
