"""Requests to move people between posts: who goes where, through which hands, judged how."""

from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.appointments.models.holding import Appointment
from luwes.appointments.rules import moves as rules
from luwes.core.db import PeriodField
from luwes.letters.models import Letter
from luwes.organisation.models import Agency, OrgUnit, Position
from luwes.people.models import Employee

MOVE_LABELS = {
    rules.MoveKind.TRANSFER.value: _("Mutasi dalam instansi"),
    rules.MoveKind.INTER_AGENCY.value: _("Mutasi antarinstansi"),
    rules.MoveKind.ROTATION.value: _("Rotasi"),
    rules.MoveKind.PROMOTION.value: _("Promosi"),
    rules.MoveKind.DEMOTION.value: _("Demosi"),
    rules.MoveKind.ACTING.value: _("Plt."),
    rules.MoveKind.DAILY.value: _("Plh."),
    rules.MoveKind.SECONDMENT.value: _("Penugasan"),
    rules.MoveKind.RETURN.value: _("Kembali dari penugasan"),
    rules.MoveKind.END.value: _("Pemberhentian dari jabatan"),
}
GROUND_LABELS = {
    rules.Ground.NEED.value: _("Kebutuhan organisasi"),
    rules.Ground.OWN_REQUEST.value: _("Permohonan sendiri"),
    rules.Ground.DISCIPLINE.value: _("Hukuman disiplin"),
}
REQUEST_STATE_LABELS = {
    rules.RequestState.DRAFT.value: _("Rancangan"),
    rules.RequestState.SUBMITTED.value: _("Diajukan"),
    rules.RequestState.APPROVED.value: _("Disetujui"),
    rules.RequestState.DECREED.value: _("Keputusan terbit"),
    rules.RequestState.EFFECTIVE.value: _("Berlaku"),
    rules.RequestState.WITHDRAWN.value: _("Ditarik"),
    rules.RequestState.STOPPED.value: _("Terhenti"),
}
STEP_LABELS = {
    rules.StepKind.ORIGIN_HEAD.value: _("Persetujuan kepala unit asal"),
    rules.StepKind.RECEIVING_HEAD.value: _("Persetujuan kepala unit penerima"),
    rules.StepKind.VERIFICATION.value: _("Verifikasi BKD"),
    rules.StepKind.ORIGIN_CONSENT.value: _("Persetujuan PPK instansi asal"),
    rules.StepKind.TECHNICAL_APPROVAL.value: _("Pertimbangan teknis BKN"),
    rules.StepKind.GOVERNOR.value: _("Keputusan gubernur"),
    rules.StepKind.SIGNATURE.value: _("Persetujuan PPK/PyB"),
}
FREEZE_LABELS = {
    rules.FreezeKind.ELECTION.value: _("Menjelang pemilihan"),
    rules.FreezeKind.NEW_HEAD.value: _("Kepala daerah baru"),
}
DOCUMENT_LABELS = dict(
    zip(
        rules.DOCUMENTS,
        (
            _("Anjab dan ABK"), _("Surat permohonan"), _("Surat persetujuan"),
            _("Surat bebas hukuman dan perkara"), _("SK terakhir"), _("SKP dua tahun"),
            _("Surat bebas ikatan dinas"), _("Surat Inspektorat"),
        ),
        strict=True,
    )
)  # fmt: skip
# Requests that may still change who holds what.
RUNNING = tuple(
    state.value
    for state in (
        rules.RequestState.SUBMITTED, rules.RequestState.APPROVED, rules.RequestState.DECREED,
    )
)  # fmt: skip


@pghistory.track()
class MoveRequest(models.Model):
    """Moves that become effective together on one day, or not at all."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="move_requests")
    number = models.PositiveIntegerField(_("nomor"))
    title = models.CharField(_("perihal"), max_length=160)
    effective_on = models.DateField(_("TMT"))
    basis = models.CharField(_("dasar"), max_length=300)
    late_reason = models.CharField(_("alasan berlaku surut"), max_length=300, blank=True)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=REQUEST_STATE_LABELS, default="draft"
    )
    note = models.CharField(_("catatan"), max_length=500, blank=True)  # why returned, withdrawn
    stopped = models.JSONField(default=list)  # what stood against it on its day
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    decreed_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("usul mutasi")
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="move_request_number_once")
        ]
        indexes = [
            models.Index(fields=["state", "effective_on"], name="move_request_by_day"),
            models.Index(fields=["-made_at", "-id"], name="move_request_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


@pghistory.track()
class Move(models.Model):
    """One person's part of a request; `made` and `ended` are what it did on its day."""

    request = models.ForeignKey(MoveRequest, models.CASCADE, related_name="moves")
    order = models.PositiveIntegerField(_("urutan"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="moves")
    kind = models.CharField(_("jenis"), max_length=12, choices=MOVE_LABELS)
    origin = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+")
    to_position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="moves")
    last_day = models.DateField(_("sampai dengan"), null=True)
    ground = models.CharField(_("alasan"), max_length=12, choices=GROUND_LABELS, default="need")
    ground_paper = models.CharField(_("nomor surat dasar"), max_length=100, blank=True)
    documents = models.JSONField(default=dict)  # of a move between agencies: key to number
    made = models.OneToOneField(Appointment, models.SET_NULL, null=True, related_name="move_made")
    ended = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="moves_ended")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("mutasi")
        constraints = [
            models.UniqueConstraint(fields=["request", "employee"], name="move_one_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.get_kind_display()}"


class MoveStep(models.Model):
    """One hand that a request goes through; what is decided outside is recorded with its paper."""

    request = models.ForeignKey(MoveRequest, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("langkah"), max_length=20, choices=STEP_LABELS)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    paper = models.CharField(_("nomor surat"), max_length=100, blank=True)
    paper_day = models.DateField(_("tanggal surat"), null=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("langkah usul mutasi")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind", "unit", "agency"], name="move_step_once",
                nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_kind_display())


class MoveJudgement(models.Model):
    """The checks of a move as they stood when it was submitted, approved, or to become effective."""

    MOMENTS = {
        "submitted": _("saat diajukan"), "approved": _("saat disetujui"),
        "effective": _("saat berlaku"), "stopped": _("saat terhenti"),
    }  # fmt: skip
    move = models.ForeignKey(Move, models.CASCADE, related_name="judgements")
    moment = models.CharField(max_length=10, choices=MOMENTS)
    at = models.DateTimeField()
    effective_on = models.DateField()  # the TMT it was judged by
    checks = models.JSONField()

    class Meta:
        verbose_name = _("penilaian mutasi")
        indexes = [models.Index(fields=["move", "at"], name="move_judgement_by_move")]

    def __str__(self) -> str:
        return f"{self.move} {self.moment}"


class MoveAnswer(models.Model):
    """Somebody's own word on a check that a rule cannot settle, or the override of a soft one."""

    move = models.ForeignKey(Move, models.CASCADE, related_name="answers")
    rule = models.CharField(max_length=20)
    verdict = models.CharField(max_length=8)  # that of the check it answers
    said = models.JSONField(default=dict)  # what that check said
    reason = models.CharField(_("alasan"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("jawaban atas pemeriksaan")
        constraints = [models.UniqueConstraint(fields=["move", "rule"], name="move_answer_once")]

    def __str__(self) -> str:
        return f"{self.move} {self.rule}"


class MoveCorrection(models.Model):
    """That a decree's first day was corrected afterwards, why, and what had rested on the old one."""

    request = models.ForeignKey(MoveRequest, models.CASCADE, related_name="corrections")
    old_on = models.DateField()
    new_on = models.DateField(_("TMT yang benar"))
    reason = models.CharField(_("alasan"), max_length=300)
    affected = models.JSONField(default=list)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("pembetulan TMT")

    def __str__(self) -> str:
        return f"{self.request} {self.old_on} → {self.new_on}"


@pghistory.track()
class MoveFreeze(models.Model):
    """A time in which officials of an agency are not replaced without the Minister's consent."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="move_freezes")
    kind = models.CharField(_("jenis"), max_length=10, choices=FREEZE_LABELS)
    period = PeriodField(_("masa"))
    basis = models.CharField(_("dasar"), max_length=200)
    consent = models.CharField(_("nomor persetujuan Menteri"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("masa larangan mutasi")

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_kind_display()}"

    def as_freeze(self) -> rules.Freeze:
        return rules.Freeze(
            rules.FreezeKind(self.kind), self.agency.name, self.period, self.basis, self.consent
        )


@pghistory.track()
class MoveRule(models.Model):
    """A dated row of the rules that this government added: other numbers, by which regulation."""

    rule = models.CharField(_("aturan"), max_length=20)
    period = PeriodField(_("berlaku"))
    law = models.CharField(_("sumber"), max_length=200)
    is_hard = models.BooleanField(_("tidak dapat dikesampingkan"), default=True)
    parameters = models.JSONField(default=dict)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("aturan mutasi")
        constraints = [
            ExclusionConstraint(
                name="move_rule_one_at_a_time",
                expressions=[
                    ("rule", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS),
                ],
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rule} {self.law}"

    def as_dated(self) -> rules.Dated:
        parameters: dict[str, Any] = self.parameters
        return rules.Dated(self.rule, self.period, self.law, self.is_hard, parameters, is_own=True)


class MandateWarning(models.Model):
    """That an acting mandate's end was told: so many days ahead, or each day once it is overdue."""

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, related_name="warnings", verbose_name=_("pengangkatan")
    )
    days = models.SmallIntegerField()  # 30, 7; nought and less: overdue, told that day
    told_on = models.DateField()

    class Meta:
        verbose_name = _("peringatan masa Plt./Plh.")
        constraints = [
            models.UniqueConstraint(fields=["appointment", "days"], name="mandate_warned_once")
        ]

    def __str__(self) -> str:
        return f"{self.appointment} {self.days}"
