"""That somebody carries too much, and what the superior says to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.secrets import EncryptedField
from luwes.motivation.rules.load import Answer, Key, Level, State
from luwes.organisation.models import OrgUnit
from luwes.people.models import Employee

LOAD_KEY_LABELS = {
    Key.WEEK.value: _("Jam kerja tujuh hari terakhir"),
    Key.ORDERED.value: _("Jam kerja tujuh hari ke depan"),
    Key.SHIFT.value: _("Tugas terlama tanpa jeda"),
    Key.REST.value: _("Istirahat tersingkat di antara dua tugas"),
    Key.NIGHTS.value: _("Malam bertugas berturut-turut"),
    Key.RUNNING.value: _("Hari kerja berturut-turut tanpa libur"),
    Key.ROTATION.value: _("Lama satu tugas"),
    Key.AWAY.value: _("Hari jauh dari unit sendiri dalam 90 hari"),
    Key.PERCENT.value: _("Jabatan sendiri dan tugas di sampingnya"),
    Key.CASES.value: _("Layanan yang sedang ditangani"),
    Key.OVERDUE.value: _("Layanan yang lewat tenggat"),
    Key.CLASSES.value: _("Jam kelas tujuh hari ke depan"),
    Key.LEAVE.value: _("Cuti tahunan yang akan hangus"),
    Key.OWN.value: _("Merasa terlalu berat"),
}
LOAD_SHORT_LABELS = {
    Key.WEEK.value: _("Jam lalu"),
    Key.ORDERED.value: _("Jam ke depan"),
    Key.SHIFT.value: _("Tugas terlama"),
    Key.REST.value: _("Istirahat"),
    Key.NIGHTS.value: _("Malam"),
    Key.RUNNING.value: _("Tanpa libur"),
    Key.ROTATION.value: _("Lama tugas"),
    Key.AWAY.value: _("Jauh dari unit"),
    Key.PERCENT.value: _("Tugas sampingan"),
    Key.CASES.value: _("Layanan"),
    Key.OVERDUE.value: _("Lewat tenggat"),
    Key.CLASSES.value: _("Jam kelas"),
    Key.LEAVE.value: _("Cuti hangus"),
    Key.OWN.value: _("Merasa berat"),
}
LOAD_UNIT_WORDS = {
    Key.WEEK.value: _("jam"),
    Key.ORDERED.value: _("jam"),
    Key.SHIFT.value: _("jam"),
    Key.REST.value: _("jam"),
    Key.NIGHTS.value: _("malam"),
    Key.RUNNING.value: _("hari"),
    Key.ROTATION.value: _("hari"),
    Key.AWAY.value: _("hari"),
    Key.PERCENT.value: _("persen"),
    Key.CASES.value: _("layanan"),
    Key.OVERDUE.value: _("layanan"),
    Key.CLASSES.value: _("jam"),
    Key.LEAVE.value: _("hari kerja"),
    Key.OWN.value: "",
}
LOAD_LEVEL_LABELS = {
    Level.NOTICE.value: _("Catatan"),
    Level.WARN.value: _("Perlu jawaban"),
    Level.DANGER.value: _("Berbahaya"),
}
LOAD_STATE_LABELS = {
    State.OPEN.value: _("Menunggu jawaban"),
    State.ANSWERED.value: _("Dijawab"),
    State.OVER.value: _("Selesai"),
}
LOAD_ANSWER_LABELS = {
    Answer.DAY_OFF.value: _("Diberi hari libur"),
    Answer.RELIEVED.value: _("Dibebaskan dari tugas"),
    Answer.SHARED.value: _("Dibagi kepada orang lain"),
    Answer.ACCEPTED.value: _("Diterima untuk sementara"),
}


class LoadSignal(models.Model):
    """
    One figure of somebody that is beyond a limit, from the day it was seen until it is over.

    `due_on`: the last day to answer; none for a mere notice. `is_raised`: it went on to the next head
    above and to who looks after all people, unanswered or for want of a superior. `own_words` are the
    person's; they may tell of health, so they are sealed and stay out of messages and log.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="load_signals")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=8, choices=LOAD_KEY_LABELS)
    level = models.CharField(max_length=6, choices=LOAD_LEVEL_LABELS)
    figure = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    limit = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    law = models.CharField(_("sumber batas"), max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=LOAD_STATE_LABELS, default="open")
    since = models.DateField(_("sejak"))
    due_on = models.DateField(_("dijawab paling lambat"), null=True)
    stands_until = models.DateField(null=True)  # the last day of the answer
    is_raised = models.BooleanField(default=False)
    own_words = EncryptedField(_("keterangan pegawai"), blank=True, default="")
    over_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("isyarat beban")
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "key"],
                condition=~Q(state="over"),
                name="load_signal_alive_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(state="open"), name="load_signal_open"
            ),
            models.Index(fields=["unit"], condition=~Q(state="over"), name="load_signal_by_unit"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.employee}: {self.get_key_display()}"

    @property
    def unit_word(self) -> str:
        return str(LOAD_UNIT_WORDS[self.key])

    @property
    def needs_answer(self) -> bool:
        return self.state == State.OPEN.value and self.level != Level.NOTICE.value


class LoadAnswer(models.Model):
    """What a superior said to a signal; the person reads it."""

    signal = models.ForeignKey(LoadSignal, models.CASCADE, related_name="answers")
    kind = models.CharField(_("jawaban"), max_length=8, choices=LOAD_ANSWER_LABELS)
    day = models.DateField(_("hari libur"), null=True)
    until = models.DateField(_("sampai dengan"), null=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("jawaban atas isyarat beban")
        indexes = [models.Index(fields=["signal", "-at"], name="load_answer_by_signal")]

    def __str__(self) -> str:
        return f"{self.signal}: {self.get_kind_display()}"
