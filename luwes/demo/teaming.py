"""Two task teams and three opportunities of the first head's unit, with people who stand for them."""

from datetime import date, datetime, timedelta

from luwes.accounts.models import User
from luwes.core.periods import through
from luwes.demo import leaving, loading
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.teamwork.actions import applications, asking, opportunities, seats, teams
from luwes.teamwork.models import Opportunity, TaskTeam


def load(world: loading.World, now: datetime, on: date) -> None:
    """Letters are not made: who already serves would be missed by the flood's plans."""
    head = User.objects.filter(username="kepala1").first()
    units = leaving.units_of_first_head(on)
    unit = (
        OrgUnit.objects.filter(pk__in=units).select_related("agency__area").order_by("pk").first()
    )
    if head is None or unit is None or unit.agency.area is None:
        return
    others = [a for code, a in sorted(world.agencies.items()) if a != unit.agency][:2]
    made = _Making(unit, unit.agency.area, others, head, now, on)
    open_team = made.team("Tim Satu Data Stunting", "Keputusan Kepala Dinas Nomor 12 Tahun 2025")
    made.seats(open_team)
    teams.open_team(team=open_team, by=head)
    made.team("Tim Layanan Terpadu Pesisir", "Nota Dinas Nomor 31 Tahun 2025")
    offers = [
        made.offer("Pendamping data posyandu", "Mendampingi posyandu mencatat berat dan tinggi badan anak.", 20),
        made.offer("Penulis laporan kinerja", "Menyusun laporan kinerja triwulan bersama bagian perencanaan.", 10),
    ]  # fmt: skip
    for offer in offers:
        opportunities.open_opportunity(opportunity=offer, on=on, now=now, by=head)
    made.offer("Fasilitator pelatihan kader", "Melatih kader di enam kecamatan.", 30)
    _people(world, open_team, offers, head, now, on)


class _Making:
    """What all of them share."""

    def __init__(self, unit: OrgUnit, area: Area, others: list[Agency], head: User, now: datetime, on: date) -> None:  # fmt: skip
        self.unit, self.area, self.others, self.head = unit, area, others, head
        self.now, self.on = now, on
        self.time = through(on + timedelta(days=28), on + timedelta(days=118))
        self.skills = list(Competency.objects.order_by("name", "pk")[:2])

    def team(self, name: str, basis: str) -> TaskTeam:
        team = teams.draft_team(
            unit=self.unit, on=self.on, now=self.now, by=self.head,
            draft=teams.TeamDraft(
                name, "Satu data dan satu alur kerja untuk seluruh kabupaten dan kota.", basis,
                "119/07/PKS/2025", self.area, self.time, self.others,
            ),
        )  # fmt: skip
        last_day = self.time.last_day
        assert last_day
        teams.add_output(
            team=team, output="Basis data gabungan", indicator="15 kabupaten dan kota terisi",
            due=last_day, by=self.head,
        )  # fmt: skip
        return team

    def seats(self, team: TaskTeam) -> None:
        for role, heads, is_leader in (("Ketua tim", 1, True), ("Analis data", 3, False)):
            seats.add_seat(
                team=team, on=self.on, by=self.head,
                draft=seats.SeatDraft(role, asking.Terms(heads, 20), is_leader),
            )  # fmt: skip

    def offer(self, title: str, does: str, load: int) -> Opportunity:
        return opportunities.draft(
            unit=self.unit, on=self.on, now=self.now, by=self.head,
            offer=opportunities.Offer(title, does, self.on + timedelta(days=14), learns=self.skills),
            work=opportunities.Work(
                "Nota Dinas Nomor 32 Tahun 2025", "", self.area, self.time, asking.Terms(2, load)
            ),
        )  # fmt: skip


def _people(
    world: loading.World, team: TaskTeam, offers: list[Opportunity], head: User, now: datetime,
    on: date,
) -> None:  # fmt: skip
    """One is named as leader, one for a member's seat, and one applies."""
    colleagues: list[Employee] = leaving.of_first_head(on)
    needs = [seat.need for seat in team.seats.select_related("need").order_by("-is_leader")]
    for need, employee in zip(needs, colleagues[:2], strict=False):
        applications.appoint(
            need=need, employee=employee, why="Menyusun data serupa tahun lalu", on=on, now=now,
            by=head,
        )  # fmt: skip
    for employee in colleagues[2:3]:
        user = loading.account_of(employee, world, now, on)
        applications.apply(
            opportunity=offers[0], employee=employee, why="Ingin belajar mengolah data", on=on,
            now=now, by=user,
        )  # fmt: skip
