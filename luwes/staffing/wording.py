"""The planner's answers in sentences, with the names of people, units and competencies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.appointments.models import Leave
from luwes.core.periods import Period
from luwes.organisation.models import Competency, StaffGroup
from luwes.people.models import Employee
from luwes.staffing import dispensations, owners, promising, queries, rules
from luwes.staffing.joint_rules import is_helping, priority_of
from luwes.staffing.models import AidLine, Need, PlanRule
from luwes.ui.tags.words import day as day_in_words
from luwes.ui.tags.words import number
from luwes_planner import Difference, Obstacle, Swap

MOST_NAMED = 3


@dataclass
class Names:
    """What ids and codes of the planner are called; read once for a page."""

    on: date
    competencies: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    people: dict[int, Employee] = field(default_factory=dict)

    def learn(self, *, units: Iterable[object] = (), people: Iterable[object] = ()) -> "Names":
        self.competencies = dict(Competency.objects.values_list("code", "name"))
        self.groups = dict(StaffGroup.objects.values_list("code", "name"))
        if ids := {int(str(unit)) for unit in units}:
            self.units |= queries.unit_labels(ids, self.on)
        if ids := {int(str(person)) for person in people}:
            self.people |= Employee.objects.in_bulk(ids)
        return self

    def frozen(self) -> dict[str, dict[str, str]]:
        """As kept with a plan, so that its page need not look them up again."""
        return {
            "competencies": self.competencies, "groups": self.groups,
            "units": {str(pk): name for pk, name in self.units.items()},
            "people": {str(pk): person.full_name for pk, person in self.people.items()},
        }  # fmt: skip

    @classmethod
    def thawed(cls, on: date, kept: dict[str, dict[str, str]]) -> "Names":
        units = {int(pk): name for pk, name in kept.get("units", {}).items()}
        return cls(on, kept.get("competencies", {}), kept.get("groups", {}), units)

    def competency(self, code: object) -> str:
        return self.competencies.get(str(code), str(code))

    def group(self, code: object) -> str:
        return self.groups.get(str(code), str(code)) if code else _("semua pegawai")

    def unit(self, unit_id: object) -> str:
        return self.units.get(int(str(unit_id)), _("unit lain"))


def in_words(obstacle: Obstacle, names: Names, employee: Employee, need: Need) -> str:
    """One hard rule that keeps a person from a need."""
    told = {
        "state": _state, "excluded": _excluded, "pinned": _pinned, "group": _group,
        "competency": _competency, "availability": _availability, "travel": _travel,
        "presence": _presence, "pins": _pins,
    }  # fmt: skip
    return told[obstacle.rule](obstacle.details, names, employee, need)


def own_statement() -> str:
    """All that anybody else is told of somebody who stated that they can't be sent."""
    return _("tidak dapat ditugaskan (pernyataan sendiri)")


def _state(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    if details["state"] == "home_only":
        return f"{own_statement()}."
    during = rules.ahead(need.period, names.on) or need.period
    for leave in Leave.objects.filter(employee=employee, period__overlap=during)[:1]:
        # what leave it is may tell of health, and planners need not know
        return _("cuti sampai %s.") % _day(leave.period)
    for row in dispensations.valid().filter(employee=employee, period__overlap=during)[:1]:
        return _("mendapat dispensasi karena terdampak, sampai %s.") % _day(row.period)
    for other in queries.overlapping(employee.pk, during)[:1]:
        return _("sudah ditugaskan: %(need)s, sampai %(day)s.") % {
            "need": other.need, "day": _day(other.period)}  # fmt: skip
    return _("tidak dapat ditugaskan pada masa ini.")


def _day(period: Period) -> str:
    return day_in_words(period.last_day) if period.last_day else _("waktu yang belum ditentukan")


def _excluded(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    requests = AidLine.objects.filter(need=need).values("request_id")
    whose = Q(owner_kind=need.owner_kind, owner_id=need.owner_id)
    whose |= Q(owner_kind=promising.KIND, owner_id__in=requests)
    rows = PlanRule.objects.filter(whose, employee=employee, rule="exclude")
    for rule in rows.order_by("-need_id")[:1]:
        return _("dikecualikan: %s") % rule.reason
    barred = owners.kinds[need.owner_kind].barred(need.owner_id, need.period, [employee.pk])
    if employee.pk in barred:
        return f"{barred[employee.pk]}."
    return _("beban tugasnya yang lain tidak menyisakan tempat.")


def _pinned(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    other = queries.any_need().filter(pk=int(details["need"])).first()
    return _("ditetapkan di %s.") % other


def _group(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    allowed = ", ".join(names.group(code) for code in str(details["allowed"]).split(";"))
    return _("kelompoknya %(group)s; yang diminta %(allowed)s.") % {
        "group": names.group(details["group"]), "allowed": allowed}  # fmt: skip


def _competency(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    if is_helping(str(details["competency"])):
        owner = owners.kinds[need.owner_kind].label(need.owner_id)[0]
        return _("instansinya tidak membantu %s.") % owner
    values = {
        "competency": names.competency(details["competency"]), "asked": details["asked"],
        "held": details["held"],
    }  # fmt: skip
    if details["expires"]:
        day = day_in_words(date.fromisoformat(str(details["expires"])))
        return _("%(competency)s-nya berakhir %(day)s.") % {**values, "day": day}
    if details["held"]:
        return _("%(competency)s tingkat %(held)s; diminta tingkat %(asked)s.") % values
    return _("belum memiliki %(competency)s tingkat %(asked)s.") % values


def _availability(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    return _("tidak tersedia sepanjang masa tugas ini.")


def _travel(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    if details["minutes"] is None:
        return _("tempat ini tidak dapat ditempuh dari rumahnya.")
    return _("tempuhnya %(minutes)s menit; batasnya %(limit)s menit.") % details


def _presence(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    return _("%(unit)s tidak dapat melepas siapa pun: hadir %(present)s, minimum %(minimum)s (%(group)s).") % {
        **details, "unit": names.unit(details["unit"]), "group": names.group(details["group"])}  # fmt: skip


def _pins(details: dict[str, Any], names: Names, employee: Employee, need: Need) -> str:
    return _("penetapan orang lain tidak menyisakan tempat baginya.")


def price(difference: Difference, minute: int = 0, ranks: int = 1) -> str:
    """What a plan would lose with the person there."""
    if difference.is_worse:
        return _("dapat bertugas di sini, tetapi %s.") % changes(difference, minute, ranks)
    return _("sama baiknya; pilihan di antara yang setara diundi dengan cara yang tetap.")


def changes(difference: Difference, minute: int = 0, ranks: int = 1) -> str:
    """
    What becomes empty, filled, dearer or cheaper; `minute` = points a minute of travel, `ranks` = into
    how many each priority is cut, see `joint_rules.Ranks`.
    """
    return ", ".join([*_heads(difference, ranks), *_points(difference.cost, minute)])


def _tier(tier: int, ranks: int) -> str:
    """A tier of the planner, as a priority and where the owners are ranked the place within it."""
    priority = priority_of(tier, ranks)
    if ranks == 1:
        return str(priority)
    return _("%(tier)d (urutan %(rank)d)") % {"tier": priority, "rank": (tier - 1) % ranks + 1}


def _heads(difference: Difference, ranks: int) -> Iterator[str]:
    for tier, heads in enumerate(difference.minimum, start=1):
        values = {"heads": abs(heads), "tier": _tier(tier, ranks)}
        if heads > 0:
            yield ngettext(
                "%(heads)d kebutuhan minimum prioritas %(tier)s menjadi kosong",
                "%(heads)d kebutuhan minimum prioritas %(tier)s menjadi kosong", heads,
            ) % values  # fmt: skip
        elif heads < 0:
            yield ngettext(
                "%(heads)d kebutuhan minimum prioritas %(tier)s terisi",
                "%(heads)d kebutuhan minimum prioritas %(tier)s terisi", -heads,
            ) % values  # fmt: skip
    for tier, heads in enumerate(difference.desired, start=1):
        values = {"heads": abs(heads), "tier": _tier(tier, ranks)}
        if heads > 0:
            yield ngettext(
                "%(heads)d kebutuhan di atas minimum prioritas %(tier)s menjadi kosong",
                "%(heads)d kebutuhan di atas minimum prioritas %(tier)s menjadi kosong", heads,
            ) % values  # fmt: skip
        elif heads < 0:
            yield ngettext(
                "%(heads)d kebutuhan di atas minimum prioritas %(tier)s terisi",
                "%(heads)d kebutuhan di atas minimum prioritas %(tier)s terisi", -heads,
            ) % values  # fmt: skip


def _points(cost: int, minute: int) -> Iterator[str]:
    if not cost:
        return
    words = _("biaya naik %s poin") if cost > 0 else _("biaya turun %s poin")
    told = words % number(abs(cost))
    minutes = round(abs(cost) / minute) if minute else 0
    yield f"{told} {_('(setara %s menit tempuh)') % number(minutes)}" if minutes else told


def without(person: str, difference: Difference, minute: int, ranks: int) -> str:
    """What the best plan would lose or gain with the person elsewhere or at home."""
    told = changes(difference, minute, ranks)
    if not told:
        return _("Tanpa %s di sini, rencana tetap sama baiknya.") % person
    return _("Tanpa %(person)s di sini, %(changes)s.") % {"person": person, "changes": told}


def exchange(swap: Swap, need: Need | None) -> str:
    """Another person in the place, and its price; `need` is what the two would exchange."""
    told = _swap_price(swap)
    if need is None:
        return _("%(minutes)s menit, dari unit asalnya; %(price)s.") % {
            "minutes": number(swap.minutes), "price": told}  # fmt: skip
    return _("%(minutes)s menit, bertukar tempat dari %(need)s; %(price)s.") % {
        "minutes": number(swap.minutes), "need": need, "price": told}  # fmt: skip


def _swap_price(swap: Swap) -> str:
    parts = (
        (_("tempuh"), swap.travel), (_("hari tugas"), swap.fairness),
        (_("keahlian lebih"), swap.over_level), (_("pelepasan"), swap.release),
        (_("perubahan susunan"), swap.change),
    )  # fmt: skip
    told = ", ".join(
        (_("%(what)s naik %(amount)s") if points > 0 else _("%(what)s turun %(amount)s"))
        % {"what": what, "amount": number(abs(points))}
        for what, points in parts
        if points
    )
    if not swap.difference:
        words = _("sama biayanya")
    elif swap.difference > 0:
        words = _("lebih mahal %s poin") % number(swap.difference)
    else:
        words = _("lebih murah %s poin") % number(-swap.difference)
    return f"{words}: {told}" if told else words


def gain(kept: dict[str, Any] | None, minute: int, ranks: int = 1) -> str:
    """What something kept with a plan would make better; empty where nothing, or where it wasn't told."""
    if not kept:
        return ""
    difference = Difference(tuple(kept["minimum"]), tuple(kept["desired"]), kept["cost"])
    return changes(difference, minute, ranks) if difference.is_better else ""


def unit_and_group(row: dict[str, Any]) -> str:
    return ", ".join(filter(None, (row["unit_name"], row["group"])))


def one_trained(row: dict[str, Any], told: str) -> str:
    """One more holder of a competency, and what that would make better."""
    return _("Satu orang lagi dengan %(competency)s tingkat %(level)s di %(place)s: %(changes)s.") % {
        **row, "changes": told}  # fmt: skip


def why_empty(
    reason: dict[str, Any], names: Names, minute: int = 0, ranks: int = 1
) -> Iterator[str]:
    """What became of everybody who could serve a need that lacks people, and what one more would bring."""
    if not reason.get("qualified"):
        yield (
            _("Tidak seorang pun dari kelompok yang diminta memegang keahliannya pada tingkat itu.")
            if reason.get("holders")
            else _("Tidak ada pegawai dari kelompok yang diminta.")
        )
    yield from _below(reason, names)
    for code, level, holders in reason.get("holders", []):
        if not holders or is_helping(code):
            continue  # the first sentence says it, and who helps is no competency
        yield ngettext(
            "Hanya %(people)d orang memegang %(competency)s tingkat %(level)d sampai hari terakhir.",
            "Hanya %(people)d orang memegang %(competency)s tingkat %(level)d sampai hari terakhir.",
            holders,
        ) % {"people": holders, "competency": names.competency(code), "level": level}
    counted = [
        (reason.get("serving", 0), _("sudah bertugas di sini")),
        (reason.get("serving_before", 0), _("di kebutuhan yang sama atau lebih penting")),
        (reason.get("serving_after", 0), _("di kebutuhan lain")),
        (reason.get("held", 0), _("tertahan minimum unitnya")),
        (reason.get("away", 0), _("cuti atau sudah bertugas")),
        (reason.get("home_only", 0), _("hanya di unit asalnya")),
        (reason.get("excluded", 0), _("dikecualikan")),
        (reason.get("not_free", 0), _("tidak tersedia pada masa ini")),
        (reason.get("too_far", 0), _("di luar batas tempuh")),
    ]
    parts = [f"{number(count)} {words}" for count, words in counted if count]
    if parts:
        yield _("Dari %(people)s orang yang memenuhi syarat: %(parts)s.") % {
            "people": number(reason["qualified"]), "parts": "; ".join(parts)}  # fmt: skip
    for holding in reason.get("holding", []):
        yield _("%(unit)s (%(group)s) tepat pada minimumnya dan menahan %(people)s orang.") % {
            "unit": names.unit(holding["unit"]), "group": names.group(holding["group"]),
            "people": holding["people"]}  # fmt: skip
    if told := gain(reason.get("gain_one"), minute, ranks):
        yield _("Satu orang lagi yang memenuhi syarat dan berada di tempat ini: %s.") % told


def _below(reason: dict[str, Any], names: Names) -> Iterator[str]:
    """Who holds a lower level of what nobody holds as asked, if the plan tells."""
    people = reason.get("names", {}).get("people", {})
    for row in reason.get("below", []):
        if is_helping(row["competency"]):
            continue
        lowest, highest = row["lowest"], row["highest"]
        yield ngettext(
            "Terdekat: %(people)d orang memegang %(competency)s tingkat %(levels)s; yang tertinggi %(person)s, %(unit)s.",
            "Terdekat: %(people)d orang memegang %(competency)s tingkat %(levels)s; yang tertinggi %(person)s, %(unit)s.",
            row["people"],
        ) % {
            "people": row["people"], "competency": names.competency(row["competency"]),
            "levels": lowest if lowest == highest else f"{lowest}–{highest}",
            "person": people.get(row["person"], "?"), "unit": names.unit(row["unit"]),
        }  # fmt: skip


def nearest(reason: dict[str, Any]) -> list[tuple[str, int, int]]:
    """The nearest who are able but too far: name, minutes, minutes over the limit."""
    names = reason.get("names", {}).get("people", {})
    return [
        (names[row["person"]], row["minutes"], row["over_limit"])
        for row in reason.get("nearest", [])
        if row["person"] in names
    ]


def a_few(names: Sequence[str]) -> str:
    """The first few of these names, and how many more there are."""
    listed, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more <= 0:
        return listed
    text = ngettext("%(names)s, dan %(more)d lainnya", "%(names)s, dan %(more)d lainnya", more)
    return text % {"names": listed, "more": more}
