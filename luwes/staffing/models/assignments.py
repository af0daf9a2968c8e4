"""Who is sent, their answer, their presence and their return."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.db import PeriodField
from luwes.core.secrets import EncryptedField
from luwes.core.states import values
from luwes.letters.models import Letter
from luwes.organisation.models import OrgUnit
from luwes.people.models import Employee
from luwes.staffing import rules
from luwes.staffing.models.needs import Need
from luwes.staffing.models.plans import Plan

ASSIGNMENT_STATE_LABELS = {
    rules.AssignmentState.PROPOSED.value: _("Diusulkan"),
    rules.AssignmentState.ORDERED.value: _("Diperintahkan"),
    rules.AssignmentState.ACCEPTED.value: _("Menyanggupi"),
    rules.AssignmentState.DECLINED.value: _("Menolak"),
    rules.AssignmentState.ACTIVE.value: _("Bertugas"),
    rules.AssignmentState.COMPLETED.value: _("Selesai"),
    rules.AssignmentState.WITHDRAWN.value: _("Ditarik"),
}
CONDITION_LABELS = {
    rules.Condition.WELL.value: _("Sehat, siap bekerja"),
    rules.Condition.TIRED.value: _("Perlu istirahat"),
    rules.Condition.HURT.value: _("Sakit atau cedera"),
}
BINDING = values(rules.BINDING)
GONE_EARLY = models.Q(state=rules.AssignmentState.COMPLETED.value, left_early=True)
HELP_OVER = models.Q(state=rules.AssignmentState.COMPLETED.value, help_ended=True)
# Who stopped before the time, or until the agreed end of help, fills no place; all others in force do.
GONE = GONE_EARLY | HELP_OVER
FILLING = models.Q(state__in=BINDING) & ~GONE


@pghistory.track()
class Assignment(models.Model):
    """
    That an employee serves a need for a period, by a letter.

    The database itself refuses two full loads at once, loads above 100 %, and leave (migration 0002;
    since 0020 not where it is done beside the own work).
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="assignments")
    need = models.ForeignKey(Need, models.PROTECT, related_name="assignments")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="assignments")
    home_unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    period = PeriodField(_("masa tugas"))
    load = models.PositiveSmallIntegerField(_("beban (%)"))
    state = models.CharField(_("keadaan"), max_length=10, choices=ASSIGNMENT_STATE_LABELS)
    # A part of the time, in work that was chosen: nobody is away for it, and leave interrupts it only.
    beside_work = models.BooleanField(_("di samping tugas sendiri"), default=False)
    minutes = models.PositiveIntegerField(_("tempuh (menit)"), default=0)
    ordered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(_("alasan"), max_length=300, blank=True)
    chased_at = models.DateTimeField(null=True)
    chased_times = models.PositiveSmallIntegerField(default=0)
    is_present = models.BooleanField(_("di pos"), default=False)  # the last check-in or -out
    completed_at = models.DateTimeField(null=True)
    # Ended before its time by illness, leave or order: the place is open again.
    left_early = models.BooleanField(_("berhenti sebelum waktunya"), default=False)
    # Served until who had asked for help ended its use: the place is open again, nobody left early.
    help_ended = models.BooleanField(_("bantuannya selesai"), default=False)

    class Meta:
        verbose_name = _("penugasan")
        constraints = [
            ExclusionConstraint(
                name="assignment_full_loads_never_overlap",
                expressions=[("employee", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(load=100, state__in=BINDING),
            ),
            models.CheckConstraint(condition=models.Q(load__range=(1, 100)), name="assignment_load_1_100"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["need", "state"], name="assignment_by_need"),
            models.Index(fields=["home_unit", "state"], name="assignment_by_home"),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {self.need}"


class AnswerWords(models.Model):
    """
    Why somebody can't go, in their own words. They may tell of health, so they are encrypted and
    stay out of letter, log, row history and messages; read by the person, the head of the home unit,
    and whoever plans the replacement.
    """

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="own_words")
    words = EncryptedField(_("alasan"))

    class Meta:
        verbose_name = _("alasan pribadi")

    def __str__(self) -> str:
        return f"{self.assignment}"


class Shift(models.Model):
    """A duty on a clock. `held` is the shift with its rest after it; no two overlap."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="shifts")
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rest_minutes = models.PositiveIntegerField(default=660)
    held = DateTimeRangeField()
    alarmed_at = models.DateTimeField(null=True)  # when it was told that nobody checked out

    class Meta:
        verbose_name = _("shift")
        constraints = [
            ExclusionConstraint(
                name="shift_rest_is_kept",
                expressions=[("employee", RangeOperators.EQUAL), ("held", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="shift_held_is_its_parts",
                condition=models.Q(
                    held=models.Func(
                        models.F("starts_at"),
                        models.F("ends_at")
                        + models.Func(
                            0, 0, 0, 0, 0, models.F("rest_minutes"), function="make_interval"
                        ),
                        models.Value("[)"),
                        function="tstzrange",
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.starts_at}"


class Presence(models.Model):
    """A check-in or check-out at the post; not a decision, so not in the log."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="presences")
    kind = models.CharField(max_length=4, choices={"in": _("masuk"), "out": _("pulang")})
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    method = models.CharField(
        max_length=8,
        choices={"qr": _("kode QR"), "officer": _("petugas pos"), "position": _("letak ponsel")},
    )
    key = models.UUIDField(unique=True)  # of the device: sent twice, written once

    class Meta:
        verbose_name = _("kehadiran")
        indexes = [models.Index(fields=["assignment", "at"], name="presence_by_assignment")]

    def __str__(self) -> str:
        return f"{self.assignment} {self.kind}"


class Return(models.Model):
    """That the home unit's head saw the person back."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="returned")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kembali")

    def __str__(self) -> str:
        return f"{self.assignment}"


class ReturnReport(models.Model):
    """
    What the person says on coming back: in what condition, and what the head should know.

    Both tell of health, so both are encrypted; only the person and the head read them.
    """

    assignment = models.OneToOneField(
        Assignment, models.CASCADE, related_name="return_report", verbose_name=_("penugasan")
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    condition = EncryptedField(_("keadaan"))
    note = EncryptedField(_("catatan"), blank=True, default="")

    class Meta:
        verbose_name = _("laporan kembali")

    def __str__(self) -> str:
        return f"{self.assignment}"

    @property
    def condition_label(self) -> str:
        return str(CONDITION_LABELS.get(self.condition, self.condition))


class CodeTry(models.Model):
    """That somebody typed figures that are not the post's; a few in a short time end the typing."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("percobaan kode pos")
        indexes = [
            models.Index(fields=["user", "at"], name="code_try_by_user"),
            models.Index(fields=["need", "at"], name="code_try_by_need"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.need}"


class PostCode(models.Model):
    """The secret in a post's QR code: whoever scans it stands at the post."""

    need = models.OneToOneField(Need, models.CASCADE, related_name="post_code")
    token = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("kode pos")

    def __str__(self) -> str:
        return str(self.need)
