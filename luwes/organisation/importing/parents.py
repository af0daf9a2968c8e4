"""Whether the parents that rows name make a tree, together with the units that stay as they are."""

from collections.abc import Mapping
from datetime import date

from luwes.imports.checking import Findings, Values

Key = tuple[int, str]  # agency and the unit's code
Later = Mapping[date, Mapping[Key, Key | None]]  # by day, parents that are on file to begin then


def check_parents(
    values: Values, agencies: list[int], findings: Findings, standing: Mapping[Key, Key | None],
    later: Later,
) -> None:  # fmt: skip
    """
    Refuse unknown parents and circles, and whatever would hang below a refused new unit.

    `standing` is the tree on file: each unit's parent; `later` what is on file to change of it. A
    refused row leaves its unit there, which can break another row; so this goes on until nothing
    more is refused.
    """
    codes, parents = values.of("code", ""), values.of("parent", "")
    place = {
        (agencies[row], codes[row]): row
        for row in range(values.length)
        if row not in findings.refused
    }
    if not values.has("parent"):
        return
    listed = set(place)
    while place:
        above = _above(place, parents, standing)
        wrong = {key: _problem(key, above, place, listed, standing) for key in place}
        wrong = {key: message for key, message in wrong.items() if message}
        wrong = wrong or _later_circles(above, place, standing, later)
        if not wrong:
            return
        for key, message in wrong.items():
            row = place.pop(key)
            expected = (
                "unit di atasnya, tanpa lingkaran"
                if message.startswith(_CIRCLE)
                else "ID unit dalam berkas ini atau yang sudah ada"
            )
            findings.refuse(row, "parent", message, expected, parents[row])


_CIRCLE = "atasan berputar"


def _above(
    place: Mapping[Key, int], parents: list[str], standing: Mapping[Key, Key | None]
) -> dict[Key, Key | None]:
    """The tree as it would be: rows say their parents, all other units keep theirs."""
    said = {key: (key[0], parents[row]) if parents[row] else None for key, row in place.items()}
    return {**standing, **said}


def _later_circles(
    above: Mapping[Key, Key | None], place: Mapping[Key, int],
    standing: Mapping[Key, Key | None], later: Later,
) -> dict[Key, str]:  # fmt: skip
    """Rows that hang a unit elsewhere, into a circle once a change that is on file already begins."""
    tree = dict(above)
    hung = [key for key in place if above[key] != standing.get(key)]
    for day in sorted(later):
        tree |= later[day]
        said = f"{_CIRCLE} sejak {day:%d-%m-%Y}, oleh perubahan yang sudah dicatat"
        if found := {key: said for key in hung if _circles(key, tree)}:
            return found
    return {}


def _problem(
    key: Key,
    above: Mapping[Key, Key | None],
    place: Mapping[Key, int],
    listed: set[Key],
    standing: Mapping[Key, Key | None],
) -> str:
    parent = above[key]
    if parent is None:
        return ""
    if parent not in place and parent not in standing:
        return "unit atasan ditolak" if parent in listed else "unit atasan tidak dikenal"
    return _CIRCLE if _circles(key, above) else ""


def _circles(key: Key, above: Mapping[Key, Key | None]) -> bool:
    seen = {key}
    step = above.get(key)
    while step is not None and step not in seen:
        seen.add(step)
        step = above.get(step)
    return step == key
