"""What an assignment letter says: who, where, what, by whose word. Reads only."""

from collections import defaultdict
from datetime import date
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import override

from luwes.appointments import signing
from luwes.appointments.models import Leave
from luwes.core.periods import Period
from luwes.letters.actions import Draft
from luwes.letters.content import Content, Person, Signatory
from luwes.organisation.models import Agency
from luwes.staffing import queries, rules
from luwes.staffing.models import Need, Plan, PlanLine
from luwes.staffing.owners import Owner, is_by_choice, is_ordinary

KIND = "assignment"
NUMBER = "800.1.11.1/{sequence}/{unit}/{year}"  # surat perintah tugas, Permendagri 83/2022


def leave_of(employee_ids: list[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    rows = Leave.objects.filter(employee_id__in=employee_ids).order_by("period")
    for employee, period in rows.values_list("employee_id", "period"):
        found[employee].append(period)
    return found


@lru_cache(maxsize=1000)
def _day(day: date | None) -> str:
    with override("id"):
        return formats.date_format(day, "j F Y") if day else ""


def area_words(need: Need) -> str:
    return f"Kecamatan {need.area.name}" if need.area.level == "district" else need.area.name


def place_words(need: Need) -> str:
    """Post and area, the area once."""
    if not need.post:
        return area_words(need)
    return need.post if need.area.name in need.post else f"{need.post}, {area_words(need)}"


def task_words(need: Need) -> str:
    return f"Melaksanakan tugas {need.role} pada {place_words(need)}."


def period_words(duty: Period) -> str:
    return f"Bertugas mulai {_day(duty.start)} s.d. {_day(duty.last_day)}."


class Papers:
    """Drafts the letters of one plan; everything they need is read once."""

    def __init__(self, plan: Plan, owner: Owner, lines: list[PlanLine], on: date) -> None:
        self.plan, self.owner, self.on = plan, owner, on
        self.chosen = is_by_choice(plan.owner_kind)
        self.ordinary = is_ordinary(plan.owner_kind)
        people = [line.employee_id for line in lines]
        self.posts = signing.posts_of(people, on)
        self.units = queries.unit_labels({line.unit_id for line in lines}, on)
        self.agencies = Agency.objects.in_bulk({line.agency_id for line in lines})
        self.signatories = self._signatories(on)
        self.areas = {line.need_id: area_words(line.need) for line in lines}

    def _signatories(self, on: date) -> dict[int, Signatory]:
        """Who approved for each agency signs for it (a.n. the head of the region)."""
        signatories: dict[int, Signatory] = {}
        approvals = self.plan.approvals.filter(state="approved").select_related(
            "agency", "decided_by"
        )
        deciders = [a.decided_by for a in approvals if a.decided_by]
        found = signing.signatories_of(deciders, on)
        for approval in approvals:
            signatory = found.get(approval.decided_by_id or 0, signing.nobody())
            signatories[approval.agency_id] = signing.for_head(signatory, approval.agency)
        return signatories

    def draft(self, lines: list[PlanLine], on: date, assignment_id: int) -> Draft:
        """One letter for these lines: of one agency, one need, or one person."""
        first = lines[0]
        agency = self.agencies[first.agency_id]
        return Draft(
            kind=KIND, series_key=f"{agency.code}|{agency.letter_code}|{{year}}", number_format=NUMBER,
            day=on, payload=self._content(lines, agency), about_kind="staffing.assignment",
            about_id=str(assignment_id), variables={"unit": agency.letter_code or agency.code},
            chain=str(agency.pk),
        )  # fmt: skip

    def _content(self, lines: list[PlanLine], agency: Agency) -> Content:
        need = lines[0].need
        owner = self.owner.of(need.owner_kind, need.owner_id)
        duty = rules.ahead(need.period, self.on) or need.period
        last_day = duty.last_day
        return Content(
            letterhead=signing.letterhead(agency),
            subject=f"Penugasan {need.role}, {self.areas[need.pk]}",
            considering=[self._why(owner)],
            basis=[*owner.basis, self._approval()],
            people=[self._person(line) for line in lines],
            orders=[
                task_words(need),
                period_words(duty),
                *self._how(need),
                "Melaporkan hasil pelaksanaan tugas kepada atasan langsung.",
            ],
            place=agency.seat or agency.name,
            signatory=self.signatories.get(agency.pk, signing.nobody()),
            copies=[
                "Kepala unit asal yang bersangkutan",
                *([] if self.ordinary else ["Kepala BPBD"]),
            ],
            first_day=duty.start.isoformat(),
            last_day=last_day.isoformat() if last_day else "",
        )

    def _approval(self) -> str:
        """By which decision of this plan the letter goes out."""
        approved = self.plan.approved_at
        day = f", disetujui {_day(timezone.localdate(approved))}" if approved else ""
        kind = "penugasan" if self.ordinary else "mobilisasi"
        return f"Rencana {kind} {self.plan.number}{day}."

    def _why(self, owner: Owner) -> str:
        if self.chosen:
            return (
                f"bahwa untuk {owner.task} perlu menugaskan pegawai dengan persetujuan atasannya;"
            )
        if self.ordinary:
            return f"bahwa untuk {owner.task} perlu menugaskan pegawai;"
        return f"bahwa untuk {owner.task} diperlukan tambahan tenaga pada pos tugas;"

    def _how(self, need: Need) -> list[str]:
        if not self.ordinary:
            who = need.report_to or "petugas pos"
            return [f"Melapor kepada {who} saat tiba dan kembali ke unit asal setelah selesai."]
        share = f"Beban tugas {need.load} persen dari waktu kerja"
        rest = "; tugas pada unit asal tetap dilaksanakan." if need.load < rules.FULL else "."
        return [
            f"{share}{rest}",
            *([f"Melapor kepada {need.report_to}."] if need.report_to else []),
        ]

    def _person(self, line: PlanLine) -> Person:
        employee = line.employee
        unit = self.units.get(line.unit_id, "")
        person = signing.person(employee, self.posts.get(employee.pk, ""), unit)
        return Person(**{**person, "duty": line.need.role})
