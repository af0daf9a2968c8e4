"""Task teams with outputs and seats, opportunities, who applied, and what the leader says at the end."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.core.states import values
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.people.models import Employee
from luwes.places.models import Area
from luwes.staffing.models import Assignment, Need
from luwes.teamwork import rules

TEAM_STATE_LABELS = {
    rules.TeamState.DRAFTED.value: _("Rancangan"),
    rules.TeamState.OPEN.value: _("Mencari anggota"),
    rules.TeamState.RUNNING.value: _("Berjalan"),
    rules.TeamState.CLOSED.value: _("Ditutup"),
}
OPPORTUNITY_STATE_LABELS = {
    rules.OpportunityState.DRAFTED.value: _("Rancangan"),
    rules.OpportunityState.OPEN.value: _("Terbuka"),
    rules.OpportunityState.ENDED.value: _("Berakhir"),
}
APPLICATION_STATE_LABELS = {
    rules.ApplicationState.WAITING.value: _("Menunggu persetujuan atasan"),
    rules.ApplicationState.CONSENTED.value: _("Disetujui atasan"),
    rules.ApplicationState.REFUSED.value: _("Tidak disetujui atasan"),
    rules.ApplicationState.CHOSEN.value: _("Terpilih"),
    rules.ApplicationState.PASSED.value: _("Tidak terpilih"),
    rules.ApplicationState.WITHDRAWN.value: _("Ditarik"),
}
ORIGIN_LABELS = {
    rules.Origin.APPLIED.value: _("Melamar sendiri"),
    rules.Origin.APPOINTED.value: _("Ditunjuk"),
}
RATING_LABELS = {
    rules.Rating.BELOW.value: _("Di bawah harapan"),
    rules.Rating.MEETS.value: _("Sesuai harapan"),
    rules.Rating.ABOVE.value: _("Di atas harapan"),
}
LIVE = values(rules.LIVE)


class Owned(models.Model):
    """
    What teams and opportunities share: whose they are, whose people may take part, where, and by what.

    `agreement`: the cooperation agreement (PKS) by which another government lends its people.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, related_name="+", verbose_name=_("unit pemilik")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="+", verbose_name=_("tempat bekerja")
    )
    agencies = models.ManyToManyField(Agency, related_name="+")
    basis = models.CharField(_("dasar"), max_length=200)
    agreement = models.CharField(_("nomor perjanjian kerja sama"), max_length=120, blank=True)
    period = PeriodField(_("masa"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing = models.TextField(_("hasil"), blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class TaskTeam(Owned):
    """A team for a unit's targets, of people from any unit or agency (PermenPANRB 7/2022)."""

    name = models.CharField(_("nama tim"), max_length=160)
    purpose = models.TextField(_("tujuan"))
    state = models.CharField(max_length=8, choices=TEAM_STATE_LABELS, default="drafted")

    class Meta:
        verbose_name = _("tim kerja")

    def __str__(self) -> str:
        return self.name


class TeamOutput(models.Model):
    """Something a team has to deliver, and what came of it."""

    team = models.ForeignKey(TaskTeam, models.CASCADE, related_name="outputs")
    output = models.CharField(_("hasil kerja"), max_length=200)
    indicator = models.CharField(_("ukuran"), max_length=200)
    due = models.DateField(_("tenggat"))
    done_on = models.DateField(null=True)
    dropped = models.BooleanField(default=False)
    result = models.CharField(_("capaian"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("hasil kerja tim")

    def __str__(self) -> str:
        return self.output

    @property
    def is_open(self) -> bool:
        return self.done_on is None and not self.dropped


class TeamSeat(models.Model):
    """A place in a team, filled through the need that it states."""

    team = models.ForeignKey(TaskTeam, models.CASCADE, related_name="seats")
    need = models.OneToOneField(Need, models.PROTECT, related_name="team_seat")
    is_leader = models.BooleanField(_("ketua tim"), default=False)

    class Meta:
        verbose_name = _("tempat dalam tim")
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(is_leader=True), name="team_one_leader"
            )
        ]

    def __str__(self) -> str:
        return self.need.role


@pghistory.track()
class Opportunity(Owned):
    """
    A short assignment or project to which people may apply: one of its own, or a seat of a team.

    Its need belongs to it, or to the team where it stands for a seat.
    """

    team = models.ForeignKey(TaskTeam, models.CASCADE, null=True, related_name="opportunities")
    need = models.OneToOneField(Need, models.PROTECT, null=True, related_name="opportunity")
    title = models.CharField(_("judul"), max_length=120)
    does = models.TextField(_("yang dikerjakan"))
    learning = models.CharField(_("yang dipelajari"), max_length=300, blank=True)
    learns = models.ManyToManyField(Competency, related_name="+", blank=True)
    apply_until = models.DateField(_("melamar sampai"))
    state = models.CharField(max_length=8, choices=OPPORTUNITY_STATE_LABELS, default="drafted")
    opened_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when those who fit were told

    class Meta:
        verbose_name = _("peluang")
        indexes = [models.Index(fields=["state", "apply_until"], name="opportunity_by_deadline")]

    def __str__(self) -> str:
        return self.title


class Application(models.Model):
    """
    Somebody for a place: by own wish or named by the owner; the home superior consents or refuses with
    a reason (silence is no consent), then the owner chooses or passes over with a reason.
    """

    need = models.ForeignKey(Need, models.PROTECT, related_name="applications")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="applications")
    home_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=9, choices=ORIGIN_LABELS)
    why = models.CharField(_("alasan"), max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=APPLICATION_STATE_LABELS, default="waiting")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    consent_at = models.DateTimeField(null=True)
    consent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    consent_reason = models.CharField(_("alasan atasan"), max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decision_reason = models.CharField(_("alasan pilihan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lamaran")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "employee"], condition=models.Q(state__in=LIVE),
                name="application_one_alive",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "home_unit"], name="application_by_home")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.need}"


class Suggestion(models.Model):
    """That somebody was told of an opportunity, on which day, and with how many points of fit."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="suggestions")
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="suggestions")
    on = models.DateField()
    points = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("saran peluang")
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "employee"], name="suggestion_once")
        ]
        indexes = [models.Index(fields=["employee", "on"], name="suggestion_by_person")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.opportunity}"


class NewsOff(models.Model):
    """That somebody does not want to be told of opportunities."""

    employee = models.OneToOneField(Employee, models.CASCADE, related_name="news_off")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("tanpa kabar peluang")

    def __str__(self) -> str:
        return str(self.employee)


class MemberInput(models.Model):
    """What the leader tells a member's home assessor at the end; the member sees it and may answer."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="team_input")
    text = models.TextField(_("masukan"))
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.TextField(_("tanggapan"), blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("masukan ketua tim")

    def __str__(self) -> str:
        return f"{self.assignment}"


class OutputRating(models.Model):
    """How far one member brought one output."""

    input = models.ForeignKey(MemberInput, models.CASCADE, related_name="ratings")
    output = models.ForeignKey(TeamOutput, models.PROTECT, related_name="+")
    rating = models.CharField(_("sumbangan"), max_length=5, choices=RATING_LABELS)

    class Meta:
        verbose_name = _("penilaian sumbangan")
        constraints = [
            models.UniqueConstraint(fields=["input", "output"], name="output_rating_once")
        ]

    def __str__(self) -> str:
        return f"{self.output}: {self.get_rating_display()}"
