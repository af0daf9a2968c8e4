"""What a position map would change: its lines against what is on file."""

from dataclasses import dataclass, field
from typing import Any

from luwes.imports.registry import Context, Plan
from luwes.organisation.importing import dated
from luwes.organisation.models import Establishment, JobTitle, Position
from luwes.organisation.rules import CAREER_LEVELS, MANAGERIAL, PositionKind
from luwes.places.rules import name_key

TITLE = ("kind", "job_class", "group_id", "is_draft")
POSITION = ("job_class", "is_draft", "number", "single_holder")


_LEVELLED = (PositionKind.EXPERT.value, PositionKind.SKILLED.value)


def title_key(name: str, level: str, kind: str | None) -> tuple[str, str]:
    """
    Name and level of a title, however it is written, for comparing.

    "Bidan" at muda, "Bidan Ahli Muda" at muda and, as a functional title, "Bidan Ahli Muda" alone
    are one title; the "Utama" of a leader's title is no level.
    """
    words = name.casefold().split()
    last = words[-1] if words else ""
    if not level and kind in _LEVELLED and last in CAREER_LEVELS[PositionKind(kind)]:
        level = last
    if level and last == level and len(words) > 1:
        words.pop()
        if words[-1] == "ahli" and len(words) > 1:
            words.pop()
    return name_key(" ".join(words)), level


@dataclass
class Line:
    row: int
    unit: int
    title: tuple[str, str]  # name and level: the title's key
    name: str
    level: str
    kind: str
    job_class: int | None
    group: int
    headcount: int | None
    number: str


@dataclass
class Work:
    lines: list[Line] = field(default_factory=list)
    titles: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    positions: dict[tuple[Any, ...], dated.Standing] = field(default_factory=dict)
    establishments: dict[tuple[Any, ...], dated.Standing] = field(default_factory=dict)
    title_pks: dict[tuple[str, str], int] = field(default_factory=dict)
    title_keys: dict[int, tuple[str, str]] = field(default_factory=dict)  # of all titles on file
    changed_titles: dict[int, dict[str, Any]] = field(default_factory=dict)


def look_up(work: Work, context: Context) -> None:
    rows = list(
        JobTitle.objects.order_by("-is_draft", "pk").values_list(
            "pk", "name", "career_level", *TITLE
        )
    )
    _unite(work, {(name_key(row[1]), row[2]): title_key(row[1], row[2], row[3]) for row in rows})
    for pk, name, level, *columns in rows:
        key = (name_key(name), level)
        work.title_keys[pk] = title_key(name, level, columns[0])
        wanted = work.titles.get(key)
        if wanted is None:
            continue
        work.title_pks[key] = pk
        new = {k: wanted[k] for k in ("kind", "group_id")} | {"is_draft": False}
        now = dict(zip(TITLE, columns, strict=True))
        new["job_class"] = wanted["job_class"] or now["job_class"]
        work.changed_titles.pop(pk, None)
        if new != now:
            work.changed_titles[pk] = new
    units = {line.unit for line in work.lines}
    positions = Position.objects.filter(unit_id__in=units)
    work.positions = dated.standing(
        positions, ["unit_id", "title_id"], ["pk", *POSITION], context.on
    )
    kept = Establishment.objects.filter(position__unit_id__in=units)
    work.establishments = dated.standing(kept, ["position_id"], ["headcount", "basis"], context.on)


def _unite(work: Work, on_file: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Titles that are only written differently become the one on file, else the file's first."""
    leads = {same: key for key, same in on_file.items()}
    united = {}
    for key, wanted in list(work.titles.items()):
        if key in on_file:
            continue
        same = title_key(wanted["name"], wanted["career_level"], wanted["kind"])
        lead = leads.setdefault(same, key)
        if lead != key:
            united[key] = lead
            first = work.titles.setdefault(lead, wanted)
            first["job_class"] = first["job_class"] or wanted["job_class"]
            del work.titles[key]
    for line in work.lines:
        line.title = united.get(line.title, line.title)


def old_line(work: Work, line: Line) -> dated.Standing | None:
    return work.positions.get((line.unit, work.title_pks.get(line.title, 0)))


def should_be(line: Line, old: dated.Standing | None) -> dict[str, Any]:
    """What the position should be; blanks of the file change nothing."""
    now = old.values if old else {}
    managerial = PositionKind(line.kind) in MANAGERIAL
    return {
        "job_class": line.job_class or now.get("job_class"), "is_draft": False,
        "number": line.number or now.get("number", ""),
        "single_holder": now.get("single_holder", managerial),
    }  # fmt: skip


def compare(work: Work, listed: set[tuple[int, str, str] | None]) -> Plan:
    """What the map would change; the position of a refused row is listed, and so not vanished."""
    plan = Plan(work=work)
    for line in work.lines:
        old = old_line(work, line)
        label = f"{line.name} {line.level}".strip()
        if old is None:
            plan.add("new", line.row, label)
            continue
        kept = work.establishments.get((old.pk,))
        heads = line.headcount is not None and (
            not kept or kept.values["headcount"] != line.headcount
        )
        now = {k: old.values[k] for k in POSITION}
        plan.add(
            "changed" if heads or should_be(line, old) != now else "unchanged", line.row, label
        )
    plan.counts["vanished"] = sum(
        (unit, *work.title_keys[title]) not in listed and not old.values["is_draft"]
        for (unit, title), old in work.positions.items()
    )
    if work.changed_titles:
        plan.counts["titles_changed"] = len(work.changed_titles)
    return plan
