"""A government that thanks and honours its people: units, heads, who manages, a committee, who signs."""

from datetime import UTC, date, datetime, timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.motivation.actions import awards, deciding, judging, nominating, thanking
from luwes.motivation.actions.awards import AwardDraft
from luwes.motivation.models import Award, Contribution, Nomination, Thanks
from luwes.motivation.queries import judging as tables
from luwes.notifications.models import Message
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_position, a_unit, a_user, an_agency, an_area
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from luwes.staffing.models import Assignment, Need, Plan

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)  # 10.00 WIB
LATER = TODAY + timedelta(days=15)  # nominations are over
LATER_NOW = NOW + timedelta(days=15)


class Scene:
    def __init__(self) -> None:
        self.area = an_area()
        self.agency = an_agency("Pemerintah Kota Rekaan")
        self.clinic = a_unit("Dinas Kesehatan Rekaan", agency=self.agency)
        self.ward = a_unit("Puskesmas Rekaan", parent=self.clinic)
        self.head = self.person("Kepala Puskesmas Rekaan", role=Role.UNIT_HEAD, over=self.ward)
        self.chief = self.person("Kepala Dinas Rekaan", role=Role.UNIT_HEAD, over=self.clinic)
        self.manager = self.officer(Role.STAFFING_ANALYST, "Analis BKD Rekaan")
        self.signer = self.officer(Role.APPROVER, "Sekretaris Daerah Rekaan")
        self.judges = [
            self.officer(Role.AWARD_COMMITTEE, f"Panitia Rekaan {n}") for n in range(1, 4)
        ]

    def officer(self, role: Role, name: str) -> User:
        return a_user(role, scope_kind="agency", scope_id=self.agency.pk, name=name)

    def person(
        self, name: str = "", *, role: Role | None = None, over: OrgUnit | None = None,
        unit: OrgUnit | None = None, **values: object,
    ) -> Employee:  # fmt: skip
        """Somebody who serves in the ward, or in `unit`; with a role over a unit."""
        scope = {"scope_kind": "unit", "scope_id": over.pk} if over else {}
        user = a_user(role, name=name or "Wayan Sudarta", **scope)  # type: ignore[arg-type]
        made = an_employee(name, agency=self.agency, user=user, **values)
        an_appointment(made, a_position(unit=unit or over or self.ward))
        return made

    # ── thanks ───────────────────────────────────────────────────────

    def thank(
        self, giver: Employee, receiver: Employee, words: str = "Terima kasih atas bantuannya.", *,
        on: date = TODAY, duty: str = "",
    ) -> Thanks:  # fmt: skip
        now = NOW + timedelta(days=(on - TODAY).days)
        return thanking.give(
            giver=giver,
            receiver=receiver,
            words=words,
            duty=duty,
            on=on,
            now=now,
            by=account(giver),
        )

    def sent(self, people: list[Employee], period: Period, owner: int = 1) -> list[Assignment]:
        """Ordered together to a post of an emergency."""
        need = Need.objects.create(
            owner_kind="incident", owner_id=owner, role="Perawat", area=self.area, post="Pos Rekaan",
            period=period, minimum=1, desired=len(people), tier=1,
        )  # fmt: skip
        plan = Plan.objects.create(
            owner_kind="incident", owner_id=owner, agency=self.agency,
            number=Plan.objects.count() + 1, state="issued", made_at=NOW, made_by=self.manager,
        )  # fmt: skip
        return [
            Assignment.objects.create(
                employee=person, need=need, plan=plan, home_unit=self.ward, period=period, load=100,
                state="completed", ordered_at=NOW,
            )
            for person in people
        ]  # fmt: skip

    # ── awards ───────────────────────────────────────────────────────

    def draft(self, **values: object) -> AwardDraft:
        defaults = {
            "name": "Pegawai Teladan", "purpose": "Bagi yang paling banyak menolong rekannya.",
            "nominations": Period(TODAY, TODAY + timedelta(days=14)), "how_many": 1,
            "criteria": [("Menolong rekan", 60), ("Hasil kerja", 40)],
        }  # fmt: skip
        return AwardDraft(**(defaults | values))  # type: ignore[arg-type]

    def award(
        self, *, is_open: bool = True, unit: OrgUnit | None = None, **values: object
    ) -> Award:
        made = awards.make(
            agency=self.agency, unit=unit, draft=self.draft(**values), on=TODAY, now=NOW,
            by=self.manager,
        )  # fmt: skip
        for user in self.judges:
            self.name(made, user)
        if is_open:
            awards.open_up(award=made, on=TODAY, now=NOW, by=self.manager)
        return made

    def name(self, award: Award, user: User) -> None:
        awards.name_judge(award=award, user=user, on=TODAY, now=NOW, by=self.manager)

    def nominated(
        self, award: Award, nominee: Employee, by: Employee, *, agrees: bool = True
    ) -> Nomination:
        row = nominating.nominate(
            award=award, nominee=nominee, nominator=by, reasons="Selalu menolong.", on=TODAY,
            now=NOW, by=account(by),
        )  # fmt: skip
        if agrees:
            nominating.agree(nomination=row, on=TODAY, now=NOW, by=account(nominee))
        return row

    def judging(self, award: Award) -> Award:
        awards.judge(award=award, on=LATER, now=LATER_NOW, by=self.manager)
        return award

    def scored(self, row: Nomination, judge: User, score: int) -> None:
        criteria = row.award.criteria.order_by("place")
        judging.score(
            nomination=row, scores={c.pk: (score, "Terlihat sehari-hari.") for c in criteria},
            on=LATER, now=LATER_NOW, by=judge,
        )  # fmt: skip

    def ranked(self, *scores: int, how_many: int = 1) -> tuple[Award, list[Nomination]]:
        """An award whose nominees got these scores of everybody."""
        award = self.award(how_many=how_many)
        by = self.person("Pencalon Rekaan")
        rows = [
            self.nominated(award, self.person(f"Calon Rekaan {n}"), by)
            for n, _ in enumerate(scores, 1)
        ]
        self.judging(award)
        for row, score in zip(rows, scores, strict=True):
            for judge in self.judges:
                self.scored(row, judge, score)
        return award, rows

    def digest(self, award: Award) -> str:
        return tables.table_of(award, LATER).digest


def account(employee: Employee) -> User:
    assert employee.user
    return employee.user


def account_file(scene: Scene, n: int) -> Employee:
    """The file of one of the judges."""
    return an_employee(f"Panitia Rekaan {n + 1}", agency=scene.agency, user=scene.judges[n])


def a_contribution(person: Employee, source: str = "1", kind: str = "duty") -> Contribution:
    return Contribution.objects.create(
        employee=person, kind=kind, source_kind="t", source_id=source, words=f"Posko {source}",
        on=TODAY, at=NOW,
    )  # fmt: skip


def decide(scene: Scene, award: Award, rows: list[Nomination], *, reason: str = "", **values: object) -> None:  # fmt: skip
    given = {"digest": scene.digest(award), "by": scene.signer} | values
    deciding.decide(
        award=award, chosen=[row.pk for row in rows], reason=reason, on=LATER, now=LATER_NOW,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def told(kind: str, part: str) -> set[int | None]:
    return {m.user_id for m in Message.objects.filter(kind=f"motivation.{kind}", subject__contains=part)}  # fmt: skip
