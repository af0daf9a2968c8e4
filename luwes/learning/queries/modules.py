"""Reads of modules for who writes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Greatest

from luwes.learning.models import Module, ModuleVersion, Study
from luwes.learning.rules.states import VersionState
from luwes.learning.rules.writing import Written
from luwes.organisation import queries as organisation


def draft_of(module: Module) -> ModuleVersion | None:
    return _versions(module).filter(state=VersionState.DRAFT.value).first()


def in_force(module: Module) -> ModuleVersion | None:
    return _versions(module).filter(state=VersionState.PUBLISHED.value).first()


def _versions(module: Module) -> QuerySet[ModuleVersion]:
    rows = ModuleVersion.objects.filter(module=module)
    return rows.select_related("module__agency", "made_by", "published_by").order_by("-number")


def versions(module: Module) -> list[ModuleVersion]:
    """The newest first, each with `begun` and `passes`: how many learn it, how many passed."""
    passed = Count("studies", filter=Q(studies__passed_at__isnull=False))
    return list(_versions(module).annotate(begun=Count("studies"), passes=passed))


def used_up(module: Module) -> QuerySet[Study]:
    """Of people who have failed as often as the test may be tried, the longest waiting first."""
    handed_in = Q(attempts__handed_in_at__isnull=False)
    counted = handed_in & (Q(since=None) | Q(attempts__handed_in_at__gt=F("since")))
    rows = Study.objects.filter(version__module=module, version__attempts__gt=0)
    rows = rows.annotate(since=Greatest("passed_at", "tries_from"))
    rows = rows.annotate(used=Count("attempts", filter=counted), last=Max("attempts__handed_in_at"))
    rows = rows.filter(used__gte=F("version__attempts"), employee__is_current=True)
    return rows.select_related("employee", "version__module__unit").order_by("last", "pk")


def as_written(version: ModuleVersion) -> Written:
    return Written(
        version.title, list(version.pages.order_by("place").values_list("title", "text")),
        [question.as_item() for question in version.questions.order_by("pk")], version.drawn,
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A module in its keeper's list."""

    module: Module
    title: str
    unit: str
    has_draft: bool
    is_published: bool
    begun: int
    passes: int


def kept(modules: Iterable[Module], on: date) -> list[Kept]:
    """By title; a handful of queries however many."""
    rows = list(modules)
    units = organisation.unit_names({row.unit_id for row in rows}, on)
    versions = ModuleVersion.objects.filter(module__in=[row.pk for row in rows])
    shown: dict[int, ModuleVersion] = {}
    states: dict[int, set[str]] = {}
    for version in versions.exclude(state=VersionState.RETIRED.value).order_by("number"):
        shown.setdefault(version.module_id, version)
        states.setdefault(version.module_id, set()).add(version.state)
    counts = {
        row["module_id"]: (row["begun"], row["passes"])
        for row in versions.order_by().values("module_id").annotate(
            begun=Count("studies"), passes=Count("studies", filter=Q(studies__passed_at__isnull=False))
        )
    }  # fmt: skip
    found = [
        Kept(
            row, shown[row.pk].title if row.pk in shown else row.slug, units.get(row.unit_id, ""),
            VersionState.DRAFT.value in states.get(row.pk, ()),
            VersionState.PUBLISHED.value in states.get(row.pk, ()), *counts.get(row.pk, (0, 0)),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.title.casefold(), row.module.pk))
