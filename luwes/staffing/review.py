"""What the page of one plan shows. Reads only; the same few queries however large the plan."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.people.models import Employee
from luwes.staffing import queries, spreading, wording
from luwes.staffing.assumptions import Assumptions
from luwes.staffing.models import (
    Assignment,
    Need,
    NeedSkill,
    Objection,
    Plan,
    PlanApproval,
    PlanLine,
    PlanShort,
    PlanUnit,
)
from luwes.ui.tags.words import number

NEEDS_A_PAGE = 18
PEOPLE_A_PAGE = 20
UNITS_A_PAGE = 30
RETURNED = "returned"  # key of the result: what stood against issuing, see `why_returned`


@dataclass(frozen=True)
class NeedRow:
    """A need of the plan with the heads it fills and lacks."""

    need: Need
    filled: int
    short: int

    @property
    def wanted(self) -> int:
        return self.filled + self.short

    @property
    def tier(self) -> int:
        return self.need.tier


class Review:
    """A solved plan: its needs, the finding in one line, the comparison."""

    def __init__(self, plan: Plan, hidden: Collection[tuple[str, int]] = ()) -> None:
        """`hidden`: owners, of several in one plan, whose people this reader does not see."""
        self.plan, self.result, self.hidden = plan, plan.result, hidden

    def hides(self, need: Need) -> bool:
        return (need.owner_kind, need.owner_id) in self.hidden

    @property
    def on(self) -> date:
        """The day of the data the plan was solved from."""
        return date.fromisoformat(self.result["on"])

    @cached_property
    def needs(self) -> list[NeedRow]:
        """By tier, those that lack most first."""
        counted = {int(pk): heads for pk, heads in self.result["by_need"].items()}
        rows = Need.objects.filter(pk__in=counted).select_related("area")
        rows = rows.only("role", "tier", "post", "period", "area__name", "owner_kind", "owner_id")
        needs = list(rows.order_by("role", "area__name", "pk"))
        spreading.owned(needs, Assumptions.of(self.plan.assumptions))
        found = [NeedRow(need, *counted[need.pk]) for need in needs]
        return sorted(found, key=lambda row: (row.tier, -row.short))

    def page_of_needs(self, asked: str, chosen: NeedRow | None) -> Page[NeedRow]:
        """The page asked for; without one, the page that holds the chosen need."""
        pages = Paginator(self.needs, NEEDS_A_PAGE)
        if not asked and chosen:
            return pages.page(self.needs.index(chosen) // NEEDS_A_PAGE + 1)
        return pages.get_page(asked)

    def chosen(self, need_id: str) -> NeedRow | None:
        """The need asked for, else the first: the most urgent that lacks people."""
        asked = next((row for row in self.needs if str(row.need.pk) == need_id), None)
        seen = (row for row in self.needs if not self.hides(row.need))
        return asked or next(seen, next(iter(self.needs), None))

    @property
    def short(self) -> int:
        return int(self.result["asked"] - self.result["filled"])

    @property
    def finding(self) -> str:
        asked, filled = self.result["asked"], self.result["filled"]
        if not self.short:
            return _("Semua %s kebutuhan terpenuhi") % number(asked)
        return _("%(filled)s dari %(asked)s kebutuhan terpenuhi; %(lack)s") % {
            "filled": number(filled), "asked": number(asked), "lack": self._lack(),
        }  # fmt: skip

    def _lack(self) -> str:
        """Who lacks: the one role, or how many roles."""
        roles = {row.need.role for row in self.needs if row.short}
        values = {"short": number(self.short), "roles": len(roles)}
        if len(roles) == 1:
            return _("%(short)s %(role)s kurang") % {**values, "role": roles.pop().lower()}
        return ngettext("%(short)s orang kurang", "%(short)s orang kurang pada %(roles)d peran", len(roles)) % values  # fmt: skip

    @property
    def lead(self) -> str:
        """What it costs the home units and the people, in two sentences."""
        units, parts = self.result["units"], []
        if not units["under"]:
            parts.append(_("Tidak ada unit asal yang turun di bawah minimumnya."))
        else:
            parts.append(_("%d unit asal turun di bawah minimumnya.") % units["under"])
        if units["at_limit"]:
            parts.append(_("%d tepat pada batas.") % units["at_limit"])
        if self.mean_minutes is not None:
            parts.append(_("Waktu tempuh rata-rata %d menit.") % self.mean_minutes)
        return " ".join(parts)

    @property
    def mean_minutes(self) -> int | None:
        filled = self.result["filled"]
        return round(self.result["minutes_total"] / filled) if filled else None

    @property
    def comparison(self) -> list[tuple[str, str, str]]:
        """(measure, this plan, the flat quota) for the same number of people."""
        flat, result = self.result["flat"], self.result
        empty = _by_tier(result["unfilled_minimum"], result["unfilled_desired"])
        flat_empty = _by_tier(flat["unmet_minimum"], flat["unmet_desired"])
        rows = [
            (_("Terpenuhi"), number(result["filled"]), number(result["asked"] - sum(flat_empty)))
        ]
        rows += [
            (_("Kosong, prioritas %d") % tier, number(ours), number(theirs))
            for tier, (ours, theirs) in enumerate(zip(empty, flat_empty, strict=True), start=1)
            if ours or theirs
        ]
        mean = round(flat["minutes_total"] / flat["sent"]) if flat["sent"] else 0
        minutes = _("%d mnt")
        return [
            *rows,
            (_("Tempuh rata-rata"), minutes % (self.mean_minutes or 0), minutes % mean),
            (_("Dikirim tanpa keahliannya"), "0", number(flat["unable"])),
            (_("Unit di bawah minimum"), number(result["units"]["under"]), number(flat["units_under_minimum"])),
        ]  # fmt: skip

    @property
    def flat_finding(self) -> str:
        flat = self.result["flat"]
        empty = sum(_by_tier(flat["unmet_minimum"], flat["unmet_desired"]))
        if empty <= self.short and not flat["units_under_minimum"]:
            return _("Kuota sama rata tidak lebih buruk kali ini")
        return _("Kuota sama rata meninggalkan %s kebutuhan kosong") % number(empty)

    @property
    def units_finding(self) -> str:
        units: dict[str, int] = self.result["units"]
        if units["under"]:
            return _("%d unit turun di bawah minimumnya") % units["under"]
        if units["at_limit"]:
            return ngettext("%d unit mencapai batas; tidak ada yang melewatinya", "%d unit mencapai batas; tidak ada yang melewatinya", units["at_limit"]) % units["at_limit"]  # fmt: skip
        return _("Tidak ada unit yang mencapai batasnya")

    @property
    def lower_minimums(self) -> list[tuple[str, str]]:
        """Of the rules nearest to their minimum, what one place less in it would bring, where anything."""
        rows = self.result["units"]["closest"]
        told = [(row, wording.gain(row.get("gain"), self._minute, self.ranks)) for row in rows]
        return [(wording.unit_and_group(row), gain) for row, gain in told if gain]

    @property
    def training(self) -> list[str]:
        """Whom to train where, one sentence each; empty for plans of long ago."""
        rows = [
            (row, wording.gain(row["gain"], self._minute, self.ranks))
            for row in self.result.get("training", [])
        ]
        return [wording.one_trained(row, told) for row, told in rows if told]

    @property
    def ranks(self) -> int:
        """Into how many each priority was cut for the planner."""
        return int(self.result.get("ranks", 1))

    @property
    def _minute(self) -> int:
        return int(self.result["weights"]["travel_minute"])

    @property
    def change(self) -> str:
        """What solving again changed, next to the result before; empty for the first."""
        before = self.result.get("before")
        if not before:
            return ""
        parts = [
            ngettext("%d orang berganti", "%d orang berganti", before["moved"]) % before["moved"]
            if before["moved"]
            else _("tidak ada orang yang berganti")
        ]
        parts.append(_difference(self.result["filled"] - before["filled"], _("yang terpenuhi")))
        cost = self.result["cost"]["total"] - self.result["cost"]["change"]
        parts.append(_difference(cost - before["cost"], _("biaya")))
        return _("Dibanding susunan sebelumnya: %s.") % "; ".join(parts)


def _difference(amount: int, what: str) -> str:
    if amount == 0:
        return _("%s tetap") % what
    words = _("%(what)s naik %(amount)s") if amount > 0 else _("%(what)s turun %(amount)s")
    return words % {"what": what, "amount": number(abs(amount))}


def _by_tier(minimum: Iterable[int], desired: Iterable[int]) -> list[int]:
    return [a + b for a, b in zip(minimum, desired, strict=True)]


def page_of_people(
    plan: Plan, row: NeedRow, on: date, asked: str, *, stand_ins: int = 0
) -> Page[PlanLine]:
    """
    Who serves a need, cheapest first; each with the name of the home unit. `stand_ins` came by
    counter-proposals, beside those they stand in for.
    """
    lines = _with_unit_names(PlanLine.objects.filter(plan=plan, need=row.need), on)
    cost = F("cost_travel") + F("cost_fairness") + F("cost_over_level") + F("cost_release")
    ordered = lines.select_related("employee").order_by("-is_pinned", cost, "employee_id")
    pages = Paginator(ordered, PEOPLE_A_PAGE)
    pages.__dict__["count"] = row.filled + stand_ins  # known already: not counted again
    return pages.get_page(asked)


def _with_unit_names(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    name = Coalesce(queries.unit_label("unit_id", on), F("unit__code"))
    named: QuerySet[Any] = rows.annotate(unit_name=name)
    return named


def skills_of(need: Need) -> list[NeedSkill]:
    rows = NeedSkill.objects.filter(need=need).select_related("competency")
    return list(rows.order_by("competency__name", "pk"))


def why_short(plan: Plan, need: Need) -> dict[str, Any]:
    """What was counted when the need stayed short; empty where it did not."""
    row = PlanShort.objects.filter(plan=plan, need=need).order_by("-level").first()
    return row.reason if row else {}


def page_of_units(plan: Plan, on: date, asked: str) -> Page[PlanUnit]:
    """Every rule the plan takes people from, nearest to its minimum first."""
    rows = PlanUnit.objects.filter(plan=plan, taken__gt=0).select_related("group")
    room = F("present") - F("taken") - F("minimum")
    ordered = _with_unit_names(rows, on).annotate(room=room, now=F("present") - F("taken"))
    return Paginator(ordered.order_by("room", "-taken", "pk"), UNITS_A_PAGE).get_page(asked)


def approvals(plan: Plan) -> list[PlanApproval]:
    """Each with `going`: how many of its people really go."""
    rows = list(
        queries.with_going(PlanApproval.objects.filter(plan=plan))
        .select_related("agency", "decided_by")
        .order_by("-people", "pk")
    )
    for row in rows:
        row.plan = plan  # not read again with its whole result
    return rows


def objections(plan: Plan, on: date) -> list[Objection]:
    """Those that wait first."""
    rows = Objection.objects.filter(line__plan=plan)
    rows = rows.annotate(unit_name=queries.unit_label("line__unit_id", on))
    related = rows.select_related("line__employee", "line__need__area", "by", "instead")
    return sorted(related.order_by("at", "pk"), key=lambda o: o.state != "open")


@dataclass(frozen=True)
class Letters:
    """What issuing made: orders, letters, and the first and last of their numbers."""

    assignments: int
    letters: int
    signed: int
    first: str
    last: str


def letters_of(plan: Plan) -> Letters | None:
    """The letters of an issued plan; None where there are none."""
    told = plan.result.get("letters") or {}
    if not told.get("letters"):
        return None
    unsigned = Assignment.objects.filter(plan=plan, letter__state="issued")
    waiting = unsigned.aggregate(letters=Count("letter", distinct=True))["letters"]
    return Letters(**told, signed=told["letters"] - waiting)


def orders_of(plan: Plan, lines: Iterable[PlanLine]) -> dict[int, Assignment]:
    """What became of these people's proposals, by employee."""
    people = [line.employee_id for line in lines]
    rows = Assignment.objects.filter(plan=plan, employee_id__in=people).select_related("letter")
    return {row.employee_id: row for row in rows}


def left_out(plan: Plan, shown: Review) -> list[tuple[Employee, str]]:
    """Who could not be ordered when the plan was issued, and why."""
    unseen = {row.need.pk for row in shown.needs if shown.hides(row.need)} if shown.hidden else ()
    return _named([row for row in plan.result.get("dropped", []) if row["need"] not in unseen])


def _named(dropped: list[dict[str, Any]]) -> list[tuple[Employee, str]]:
    people = Employee.objects.in_bulk([row["employee"] for row in dropped]) if dropped else {}
    return [(people[row["employee"]], row["why"]) for row in dropped if row["employee"] in people]


def why_returned(plan: Plan) -> list[str]:
    """Every unit, need and person that stood against issuing the plan, in words."""
    kept = plan.result.get(RETURNED) or {}
    people = _named(kept.get("dropped", []))
    return [*kept.get("broken", []), *(f"{person.full_name}: {why}." for person, why in people)]
