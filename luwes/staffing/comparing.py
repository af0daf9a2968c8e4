"""A plan and its what-ifs side by side, and what each assumes. Reads only, of results kept."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.places.models import Area
from luwes.staffing import queries
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.models import Need, Plan, PlanLine
from luwes.ui.tags.words import number

Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class Column:
    """One plan with what it assumes; `moved` counts who serves elsewhere than in the first."""

    plan: Plan
    assumed: list[str]
    filled: dict[int, int]
    moved: int
    told: str = ""  # of one that asks for more areas: what that adds

    @property
    def result(self) -> dict[str, Any]:
        found: dict[str, Any] = self.plan.result
        return found

    @property
    def is_solved(self) -> bool:
        return bool(self.plan.solved_at and self.plan.result and not self.plan.failure)

    @property
    def short(self) -> int:
        return int(self.result["asked"] - self.result["filled"])

    @property
    def cost(self) -> int:
        return int(self.result["cost"]["total"] - self.result["cost"]["change"])

    @property
    def name(self) -> str:
        return _("Andaian %d") % self.plan.number if self.plan.what_if_of_id else str(self.plan)

    @property
    def may_become_real(self) -> bool:
        return Assumptions.of(self.plan.assumptions).may_become_real


@dataclass(frozen=True)
class Comparison:
    columns: list[Column]

    @property
    def solved(self) -> list[Column]:
        return [column for column in self.columns if column.is_solved]

    @property
    def finding(self) -> str:
        """
        What the best of the what-ifs does to the heads, else to the cost; one that asks for more
        areas is no better or worse plan, and is told of when there are no others.
        """
        if not self.columns[1:]:
            return _("Belum ada andaian untuk dibandingkan")
        first, *others = self.solved
        if not others:
            return _("Andaian sedang disusun")
        alike = [column for column in others if not column.told]
        if not alike:
            return f"{others[-1].name}: {others[-1].told}"
        best = min(alike, key=lambda c: (c.short, c.cost, c.plan.number))
        name = best.name
        less = first.short - best.short
        if less > 0:
            return _("%(name)s mengurangi tempat kosong dari %(was)s menjadi %(now)s") % {
                "name": name, "was": number(first.short), "now": number(best.short)}  # fmt: skip
        if less < 0:
            return _("Tidak satu andaian pun mengisi sebanyak %s") % first.plan
        if best.cost < first.cost:
            return _("Yang kosong sama banyak; %(name)s lebih ringan %(points)s poin") % {
                "name": name, "points": number(first.cost - best.cost)}  # fmt: skip
        return _("Tidak satu andaian pun lebih baik dari %s") % first.plan

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(measure, with each column's name its value)."""
        names = [column.name for column in self.solved]
        return [
            (measure, list(zip(names, values, strict=True))) for measure, values in self._measures()
        ]

    def _measures(self) -> list[tuple[str, list[str]]]:
        """(measure, a value a column)."""
        tiers = sorted({tier for column in self.solved for tier in column.filled})
        rows = [(_("Diminta"), [number(c.result["asked"]) for c in self.solved])]
        rows += [
            (_("Terisi, prioritas %d") % tier, [number(c.filled.get(tier, 0)) for c in self.solved])
            for tier in tiers
        ]
        rows.append((_("Kosong"), [number(c.short) for c in self.solved]))
        for key, label in (
            ("travel", _("Biaya tempuh")), ("fairness", _("Biaya hari tugas")),
            ("over_level", _("Biaya keahlian lebih")), ("release", _("Biaya pelepasan")),
        ):  # fmt: skip
            rows.append((label, [number(c.result["cost"][key]) for c in self.solved]))
        rows.append((_("Biaya seluruhnya"), [number(c.cost) for c in self.solved]))
        minutes = [
            round(c.result["minutes_total"] / c.result["filled"]) if c.result["filled"] else 0
            for c in self.solved
        ]
        rows.append((_("Tempuh rata-rata"), [_("%d mnt") % minute for minute in minutes]))
        rows.append((_("Unit tepat pada minimum"), [number(c.result["units"]["at_limit"]) for c in self.solved]))  # fmt: skip
        moved = [number(c.moved) if c.plan.what_if_of_id else "–" for c in self.solved]
        rows.append((_("Orang yang berbeda tempat"), moved))
        return rows


def comparison(plan: Plan, on: date) -> Comparison:
    """The plan and the what-ifs of it that stand; the same few queries however large."""
    plans = [plan, *queries.what_ifs_of(plan)]
    pairs: dict[int, Pairs] = defaultdict(set)
    for row in PlanLine.objects.filter(plan__in=plans).values_list("plan_id", "employee_id", "need_id"):  # fmt: skip
        pairs[row[0]].add((row[1], row[2]))
    needs = {int(pk) for p in plans for pk in p.result.get("by_need", {})}
    tiers = dict(Need.objects.filter(pk__in=needs).values_list("pk", "tier"))
    return Comparison([_column(p, pairs[plan.pk], pairs[p.pk], tiers, on) for p in plans])


def _column(plan: Plan, first: Pairs, own: Pairs, tiers: dict[int, int], on: date) -> Column:
    filled: dict[int, int] = defaultdict(int)
    for pk, heads in plan.result.get("by_need", {}).items():
        filled[tiers[int(pk)]] += heads[0]
    moved = {person for person, _need in own ^ first}
    return Column(plan, assumed_words(plan, on), dict(filled), len(moved), _added(plan))


def _added(plan: Plan) -> str:
    """What the areas that a what-if assumes ask, and how many places stay empty that would not."""
    first = plan.what_if_of.result if plan.what_if_of else {}
    if not (first and plan.result and Assumptions.of(plan.assumptions).areas):
        return ""
    asked = plan.result["asked"] - first["asked"]
    lack = asked - (plan.result["filled"] - first["filled"])
    values = {"asked": number(asked), "lack": number(lack)}
    if lack <= 0:
        return _("%(asked)s orang diminta lagi, dan tidak ada tempat kosong baru") % values
    return _("%(asked)s orang diminta lagi, dan tempat kosong bertambah %(lack)s") % values


def assumed_words(plan: Plan, on: date) -> list[str]:
    """What a what-if assumes, a sentence each."""
    assumed = Assumptions.of(plan.assumptions)
    told = []
    if assumed.percent:
        told.append(_("Minimum semua unit %+d persen.") % assumed.percent)
    if assumed.by:
        told.append(_("Minimum semua unit %+d orang.") % assumed.by)
    if assumed.units:
        names = queries.unit_labels(assumed.units.keys(), on)
        told += [
            _("Minimum %(unit)s %(by)+d orang.") % {"unit": names.get(pk, _("unit lain")), "by": by}
            for pk, by in assumed.units.items()
        ]
    if assumed.desired:
        needs = queries.any_need().in_bulk(assumed.desired.keys())
        told += [
            ngettext("%(need)s: diminta %(heads)d orang.", "%(need)s: diminta %(heads)d orang.", heads)
            % {"need": needs[pk], "heads": heads}
            for pk, heads in assumed.desired.items()
            if pk in needs
        ]  # fmt: skip
    if assumed.areas:
        areas = Area.objects.in_bulk({pk for s in assumed.areas for pk in (s.area, s.like)})
        told += [
            _("%(area)s terdampak juga: kebutuhannya %(percent)d persen dari %(like)s.")
            % {
                "area": areas[spread.area].name, "percent": spread.percent,
                "like": areas[spread.like].name,
            }
            for spread in assumed.areas
        ]  # fmt: skip
    if assumed.days:
        words = (
            _("Masa tugas %d hari lebih lambat.")
            if assumed.days > 0
            else _("Masa tugas %d hari lebih cepat.")
        )
        told.append(words % abs(assumed.days))
    return told
