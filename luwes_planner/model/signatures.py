"""Classes of needs and of people: who is allowed where, without listing pairs.

Needs that ask the same form a *kind*; people with the same answers to all kinds (allowed or not,
spare levels) form a *signature*.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luwes_planner.arrays import refined
from luwes_planner.instance import Bools, Instance, Ints


@dataclass(frozen=True)
class Kinds:
    """Needs alike in groups, skills and days.

    Attributes
    ----------
    of_need : (needs,) the kind of every need
    model : (kinds,) one need of each kind
    levels : (kinds,) sum of the levels asked
    """

    of_need: Ints
    model: Ints
    levels: Ints


@dataclass(frozen=True)
class Signatures:
    """What the people looked at are to the needs.

    Attributes
    ----------
    of_person : (people looked at,)
    allowed : (signatures, kinds)
    held : (signatures, last days) sum of a person's levels valid on that day, where it matters
    day_of_kind : (kinds,) index of the kind's last day
    levels_asked : (kinds,)
    """

    of_person: Ints
    allowed: Bools
    held: Ints
    day_of_kind: Ints
    levels_asked: Ints

    def spare(self, signature: Ints, kind: Ints) -> Ints:
        """Spare levels of each pair (signature, kind)."""
        return self.held[signature, self.day_of_kind[kind]] - self.levels_asked[kind]


def skills_asked(instance: Instance) -> list[list[tuple[int, int]]]:
    """For every need its pairs (competency, level)."""
    asked: list[list[tuple[int, int]]] = [[] for _ in instance.needs.id]
    rows = instance.need_skills
    for need, competency, level in zip(
        rows.need.tolist(), rows.competency.tolist(), rows.level.tolist(), strict=True
    ):
        asked[need].append((competency, level))
    return asked


def kinds_of(instance: Instance) -> Kinds:
    """Sort the needs into kinds."""
    needs, asked = instance.needs, skills_asked(instance)
    number: dict[object, int] = {}
    of_need, model = [], []
    for need in range(len(needs.id)):
        key = (needs.groups[need], tuple(asked[need]), int(needs.start[need]), int(needs.end[need]))
        if key not in number:
            number[key] = len(number)
            model.append(need)
        of_need.append(number[key])
    models = np.array(model, np.int64)
    return Kinds(np.array(of_need, np.int64), models, instance.asked_levels()[models])


def signatures_of(instance: Instance, kinds: Kinds, who: Ints) -> Signatures:
    """Sort the people `who` (ascending) into signatures."""
    days = np.unique(instance.last_days())
    day_of_kind = np.searchsorted(days, instance.last_days()[kinds.model])
    answers, held = _answers(instance, kinds, who, days, day_of_kind)
    one, of_person = distinct(np.concatenate([answers, held.view(np.uint64)]))
    bits = np.unpackbits(
        np.ascontiguousarray(answers[:, one].T).view(np.uint8), axis=1, bitorder="little"
    )
    allowed = bits[:, : len(kinds.model)].astype(bool)
    return Signatures(of_person, allowed, held[:, one].T.copy(), day_of_kind, kinds.levels)


def distinct(columns: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Find the different columns, by a hash that is then verified.

    Parameters
    ----------
    columns : (rows, items)

    Returns
    -------
    one : index of one item of each kind · kind : (items,)
    """
    mixed = np.zeros(columns.shape[1], np.uint64)
    for row in columns:
        mixed = (mixed ^ row) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    _, one, kind = np.unique(mixed, return_index=True, return_inverse=True)
    if all((row[one][kind] == row).all() for row in columns):
        return one, kind
    return _distinct_slowly(columns)


def _distinct_slowly(columns: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    kind = refined([row.view(np.int64) for row in columns])
    return np.unique(kind, return_index=True)[1], kind


def _answers(
    instance: Instance, kinds: Kinds, who: Ints, days: Ints, day_of_kind: Ints
) -> tuple[NDArray[np.uint64], Ints]:
    """What each person is to the kinds.

    Returns
    -------
    allowed : (words, people) a bit a kind
    held : (days, people) sum of the levels valid on that day; 0 where no kind of the day is allowed
    """
    needs, people, asked = instance.needs, instance.people, skills_asked(instance)
    from_, to = people.available_from[who], people.available_to[who]
    group = people.group[who]
    allowed = np.zeros((len(kinds.model) // 64 + 1, len(who)), np.uint64)
    held = np.zeros((len(days), len(who)), np.int64)
    ofgroup: dict[tuple[int, ...], Bools] = {}
    for day in range(len(days)):
        columns, best = best_levels(instance, int(days[day]), who)
        of_use = np.zeros(len(who), bool)
        for kind in np.flatnonzero(day_of_kind == day).tolist():
            need = int(kinds.model[kind])
            ok = (from_ <= needs.start[need]) & (to >= needs.end[need])
            groups = needs.groups[need]
            if groups:
                if groups not in ofgroup:
                    is_one = np.zeros(len(instance.groups), bool)
                    is_one[list(groups)] = True
                    ofgroup[groups] = is_one[group]
                ok &= ofgroup[groups]
            for wanted, least in asked[need]:
                ok &= best[columns[wanted]] >= least
            of_use |= ok
            allowed[kind // 64] |= ok.astype(np.uint64) << np.uint64(kind % 64)
        held[day] = best.sum(axis=0, dtype=np.int64) * of_use
    return allowed, held


def best_levels(instance: Instance, day: int, who: Ints) -> tuple[Ints, NDArray[np.int8]]:
    """The best level of each of `who` (ascending) valid on a day, of what any need asks.

    Returns
    -------
    columns : (competencies,) row of `best`, or -1
    best : (competencies asked, people)
    """
    skills, asked = instance.skills, np.flatnonzero(instance.asked())
    column = np.full(len(instance.competencies), -1, np.int64)
    column[asked] = np.arange(len(asked))
    at = np.full(len(instance.people.id), -1, np.int32)
    at[who] = np.arange(len(who))
    use = (skills.valid_until >= day) & (column[skills.competency] >= 0) & (at[skills.person] >= 0)
    best = np.zeros((len(asked), len(who)), np.int8)
    np.maximum.at(
        best,
        (column[skills.competency[use]], at[skills.person[use]]),
        skills.level[use].astype(np.int8),
    )
    return column, best
