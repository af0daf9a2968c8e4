"""Classes of needs and of people: who is allowed where, without listing pairs.

Needs that ask the same form a *kind*; people with the same answers to all kinds (allowed or not,
spare levels) form a *signature*.
"""

from dataclasses import dataclass

import numpy as np

from luwes_planner.arrays import place_in_run, refined
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
    held : (signatures, last days) sum of a person's levels valid on that day
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
    """Sort the people `who` into signatures."""
    needs, people = instance.needs, instance.people
    days = np.unique(instance.last_days())
    day_of_kind = np.searchsorted(days, instance.last_days()[kinds.model])
    rows = _skill_rows(instance, days, who)
    starts, ends = np.unique(needs.start), np.unique(needs.end)
    fine = refined(
        [
            *_profile(rows, len(who), len(days)),
            people.group[who],
            np.searchsorted(starts, people.available_from[who]),
            np.searchsorted(ends, people.available_to[who], "right"),
        ]
    )
    _, one = np.unique(fine, return_index=True)
    allowed, held = _answers(instance, kinds, who, one, rows, days, day_of_kind)
    columns = [c.astype(np.int64) for c in np.packbits(allowed, axis=1).T]
    used = np.zeros((len(one), len(days)), bool)
    for kind in range(len(kinds.model)):
        used[:, day_of_kind[kind]] |= allowed[:, kind]
    columns += list(np.where(used, held, 0).T)
    coarse = refined(columns) if len(one) and columns else np.zeros(len(one), np.int64)
    _, keep = np.unique(coarse, return_index=True)
    return Signatures(coarse[fine], allowed[keep], held[keep], day_of_kind, kinds.levels)


@dataclass(frozen=True)
class _Rows:
    at: Ints  # index into `who`
    competency: Ints
    level: Ints
    days_valid: Ints  # on how many of the last days


def _skill_rows(instance: Instance, days: Ints, who: Ints) -> _Rows:
    skills = instance.skills
    at = np.full(len(instance.people.id), -1, np.int64)
    at[who] = np.arange(len(who))
    valid = np.searchsorted(days, skills.valid_until, "right")
    use = instance.asked()[skills.competency] & (valid > 0) & (at[skills.person] >= 0)
    return _Rows(at[skills.person[use]], skills.competency[use], skills.level[use], valid[use])


def _profile(rows: _Rows, count: int, days: int) -> list[Ints]:
    """Columns that together tell people with different skill rows apart."""
    code = (rows.competency * 6 + rows.level) * (days + 1) + rows.days_valid + 1
    order = np.lexsort((code, rows.at))
    at, code = rows.at[order], code[order]
    nth = place_in_run(at)
    columns = [np.zeros(count, np.int64)]
    for n in range(int(nth.max()) + 1 if len(nth) else 0):
        column = np.zeros(count, np.int64)
        column[at[nth == n]] = code[nth == n]
        columns.append(column)
    return columns


def _answers(
    instance: Instance,
    kinds: Kinds,
    who: Ints,
    one: Ints,
    rows: _Rows,
    days: Ints,
    day_of_kind: Ints,
) -> tuple[Bools, Ints]:
    """Allowed (signatures, kinds) and levels held (signatures, days) of one person each."""
    needs, people, asked = instance.needs, instance.people, skills_asked(instance)
    person = who[one]
    signature = np.full(len(who), -1, np.int64)
    signature[one] = np.arange(len(one))
    mine = signature[rows.at] >= 0
    at, competency = signature[rows.at[mine]], rows.competency[mine]
    level, valid = rows.level[mine], rows.days_valid[mine]
    allowed = np.zeros((len(one), len(kinds.model)), bool)
    held = np.zeros((len(one), len(days)), np.int64)
    for day in range(len(days)):
        best = np.zeros((len(one), len(instance.competencies)), np.int8)
        ok = valid > day
        np.maximum.at(best, (at[ok], competency[ok]), level[ok].astype(np.int8))
        held[:, day] = best.sum(axis=1)
        for kind in np.flatnonzero(day_of_kind == day):
            need = int(kinds.model[kind])
            answer = (people.available_from[person] <= needs.start[need]) & (
                people.available_to[person] >= needs.end[need]
            )
            if needs.groups[need]:
                answer &= np.isin(people.group[person], needs.groups[need])
            for wanted, least in asked[need]:
                answer &= best[:, wanted] >= least
            allowed[:, kind] = answer
    return allowed, held
