"""What a workload file means: posts with their tasks, against what is on file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from luwes.imports.checking import Findings, Values
from luwes.imports.registry import Plan
from luwes.organisation.importing.lookups import TitleBook, title_book
from luwes.organisation.models import Position, WorkloadAnalysis, WorkloadTask
from luwes.organisation.models.workload import DRAFTED, IN_FORCE, RETURNED
from luwes.organisation.rules import workload as rules
from luwes.ui.formats import number


class Post(NamedTuple):
    position: int
    year: int


@dataclass(frozen=True)
class Row:
    number: int  # as the sheet counts
    task: str
    output: str
    volume: Decimal
    norm: Decimal
    evidence: str
    headcount: int | None
    reason: str

    @property
    def key(self) -> str:
        return rules.key_of(self.task)

    @property
    def told(self) -> tuple[str, str, Decimal, Decimal, str]:
        return self.task, self.output, self.volume, self.norm, self.evidence

    def as_work(self) -> rules.Work:
        return rules.Work(self.task, self.volume, self.norm)


@dataclass
class Work:
    """`old`: tasks on file by post and key. `minutes`: of a year, with their source."""

    posts: dict[Post, list[Row]] = field(default_factory=dict)
    headcounts: dict[Post, tuple[int, str]] = field(default_factory=dict)
    minutes: dict[int, tuple[int, str]] = field(default_factory=dict)
    analyses: dict[Post, int] = field(default_factory=dict)
    changed: set[Post] = field(default_factory=set)


def find_posts(
    values: Values, findings: Findings, units: list[int], years: list[int]
) -> list[Post | None]:
    """The post each row names; refused where there is none, or its analysis is signed."""
    titles = values.of("title", "")
    book, known = title_book(), _positions(set(units), set(years))
    closed = _closed({pk for found in known.values() for pk in found.values()})
    posts: list[Post | None] = []
    for row, (unit, title, year) in enumerate(zip(units, titles, years, strict=True)):
        position = _position(book, known.get((unit, year), {}), title) if unit else None
        post = Post(position, year) if position else None
        posts.append(post)
        if row in findings.refused or not unit:
            continue
        if post is None:
            said = "jabatan tidak ada di unit ini" if title else "nama jabatan kosong"
            findings.refuse(
                row, "title", said, f"jabatan yang berlaku pada 1 Januari {year}", title
            )
        elif post in closed:
            said = "sudah berlaku" if closed[post] == IN_FORCE else "sudah ditandatangani"
            findings.refuse(
                row, "title", f"ABK {year} jabatan ini {said}", "tahun lain, atau minta dikembalikan", title
            )  # fmt: skip
    return posts


def _positions(units: set[int], years: set[int]) -> dict[tuple[int, int], dict[int, int]]:
    """By unit and year: the posts in force on the first day, by title."""
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for year in years:
        rows = Position.objects.filter(unit_id__in=units, period__contains=rules.first_day(year))
        for pk, unit, title in rows.order_by("pk").values_list("pk", "unit_id", "title_id"):
            found[unit, year][title] = pk
    return found


def _position(book: TitleBook, here: dict[int, int], title: str) -> int | None:
    """The post of the unit that a title means; None where it could be two."""
    meant = book.find(title)
    sure = [here[pk] for pk in meant.sure if pk in here]
    unsaid = [here[pk] for pk in meant.unsaid if pk in here]
    return sure[0] if sure else unsaid[0] if len(unsaid) == 1 else None


def _closed(positions: Iterable[int]) -> dict[Post, str]:
    rows = WorkloadAnalysis.objects.filter(position_id__in=set(positions))
    rows = rows.exclude(state__in=(DRAFTED, RETURNED)).order_by("pk")
    return {Post(p, y): state for p, y, state in rows.values_list("position_id", "year", "state")}


def refuse_whole_posts(findings: Findings, posts: list[Post | None], skipped: set[int]) -> None:
    """With one task refused the need of its post would be too small: the others wait too."""
    hurt = {
        post: row
        for row, post in reversed(list(enumerate(posts)))
        if post and row in findings.refused and row not in skipped
    }
    for row, post in enumerate(posts):
        if post in hurt and row not in findings.refused:
            at = findings.table.rows[hurt[post]]
            findings.refuse(
                row, "task", f"baris lain jabatan ini ditolak (lihat baris {at})",
                "semua tugas jabatan ini benar",
            )  # fmt: skip


def compare(work: Work, skipped: int) -> Plan:
    plan = Plan(work=work)
    old = _on_file(work)
    names = dict(
        Position.objects.filter(pk__in={post.position for post in work.posts})
        .order_by("pk")
        .values_list("pk", "title__name")
    )
    for post, rows in work.posts.items():
        known = old.get(post, {})
        for row in rows:
            label = f"{names[post.position]}: {row.task}"
            was = known.pop(row.key, None)
            detail = _figures(row.volume, row.norm)
            if was is None:
                plan.add("new", row.number, label, detail)
            elif was != row.told:
                plan.add("changed", row.number, label, f"{_figures(was[2], was[3])} → {detail}")
            else:
                plan.add("unchanged", row.number, label)
                continue
            work.changed.add(post)
        for was in known.values():
            plan.add("vanished", None, f"{names[post.position]}: {was[0]}")
            work.changed.add(post)
    if skipped:
        plan.counts["unchanged"] += skipped
    return plan


def _figures(volume: Decimal, norm: Decimal) -> str:
    return f"{number(volume)} × {number(norm)}"


def _on_file(work: Work) -> dict[Post, dict[str, tuple[str, str, Decimal, Decimal, str]]]:
    """Open analyses of these posts and their tasks; remembers the analyses."""
    analyses = WorkloadAnalysis.objects.filter(
        position_id__in={post.position for post in work.posts},
        year__in={post.year for post in work.posts},
    )
    rows = analyses.order_by("pk").values_list("pk", "position_id", "year")
    posts = {pk: Post(position, year) for pk, position, year in rows}
    work.analyses = {post: pk for pk, post in posts.items() if post in work.posts}
    found: dict[Post, dict[str, tuple[str, str, Decimal, Decimal, str]]] = {}
    tasks = WorkloadTask.objects.filter(analysis_id__in=posts).order_by("pk")
    for pk, key, *told in tasks.values_list(
        "analysis_id", "key", "task", "output", "volume", "norm_minutes", "evidence"
    ):
        found.setdefault(posts[pk], {})[key] = tuple(told)  # type: ignore[assignment]
    return found
