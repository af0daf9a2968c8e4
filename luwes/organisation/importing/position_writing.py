"""Writing a checked position map: titles, positions, establishments, in bulk."""

from luwes.core.periods import Period
from luwes.imports.registry import Context
from luwes.organisation.importing import dated
from luwes.organisation.importing.position_work import POSITION, Work, old_line, should_be
from luwes.organisation.models import JobTitle, Position


def write_titles(work: Work) -> None:
    for pk, values in work.changed_titles.items():
        JobTitle.objects.filter(pk=pk).update(**values)
    keys = [key for key in work.titles if key not in work.title_pks]
    fresh = [JobTitle(**work.titles[key]) for key in keys]
    JobTitle.objects.bulk_create(fresh, batch_size=2000)
    work.title_pks.update({key: title.pk for key, title in zip(keys, fresh, strict=True)})


def position_changes(work: Work) -> list[dated.Change]:
    """A position's line stays the same line when its class or number is corrected."""
    numbers = _Numbers({line.unit for line in work.lines})
    changes = []
    for line in work.lines:
        old = old_line(work, line)
        values = should_be(line, old)
        values["number"] = values["number"] or numbers.next(line.unit)
        owner = {"unit_id": line.unit, "title_id": work.title_pks[line.title]}
        if old is None or values != {k: old.values[k] for k in POSITION}:
            changes.append(dated.Change(owner, values, old, in_place=old is not None))
    return changes


class _Numbers:
    """Running numbers of positions, unit by unit, after the highest there is."""

    def __init__(self, units: set[int]) -> None:
        self._last: dict[int, int] = {}
        rows = Position.objects.filter(unit_id__in=units).values_list("unit_id", "number")
        for unit, number in rows:
            if number.isascii() and number.isdigit():
                self._last[unit] = max(self._last.get(unit, 0), int(number))

    def next(self, unit: int) -> str:
        self._last[unit] = self._last.get(unit, 0) + 1
        return str(self._last[unit])


def establishment_changes(work: Work, context: Context) -> list[dated.Change]:
    titles = {pk: key for key, pk in work.title_pks.items()}
    units = {line.unit for line in work.lines}
    live = Position.objects.filter(unit_id__in=units, period__overlap=Period(context.on))
    pks = {
        (unit, titles[title]): pk
        for pk, unit, title in live.order_by("-period", "-pk").values_list(
            "pk", "unit_id", "title_id"
        )
        if title in titles
    }
    changes = []
    for line in work.lines:
        if line.headcount is None:
            continue
        position = pks[line.unit, line.title]
        old = work.establishments.get((position,))
        if old and old.values["headcount"] == line.headcount:
            continue
        values = {"headcount": line.headcount, "basis": context.source[:200]}
        changes.append(dated.Change({"position_id": position}, values, old))
    return changes
