"""Help asked from another government: who, for which needs, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.secrets import EncryptedField
from luwes.core.states import values
from luwes.letters.models import Letter
from luwes.organisation.models import Agency
from luwes.staffing import aid_rules
from luwes.staffing.models.needs import Need

AID_STATE_LABELS = {
    aid_rules.AidState.SENT.value: _("Menunggu jawaban"),
    aid_rules.AidState.ACCEPTED.value: _("Disanggupi"),
    aid_rules.AidState.DECLINED.value: _("Ditolak"),
    aid_rules.AidState.WITHDRAWN.value: _("Ditarik"),
    aid_rules.AidState.ENDED.value: _("Selesai"),
}
STEP_LABELS = {
    aid_rules.Step.OWN.value: _("Pemerintah sendiri"),
    aid_rules.Step.NEIGHBOUR.value: _("Kabupaten/kota lain"),
    aid_rules.Step.PROVINCE.value: _("Provinsi"),
    aid_rules.Step.NATION.value: _("Nasional"),
}
AID_OPEN = values(aid_rules.OPEN)


class AidRequest(models.Model):
    """
    That the government leading an owner of needs asks another for people; it bears the cost.

    `asked` is None where the letter goes to the nation (BNPB), which answers on paper; who asked writes
    down what that says.
    """

    owner_kind = models.CharField(max_length=16)
    owner_id = models.BigIntegerField()
    number = models.PositiveIntegerField(_("nomor"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="aid_requests")
    step = models.CharField(_("jenjang"), max_length=10, choices=STEP_LABELS)
    skipped_because = models.CharField(_("alasan melewati jenjang"), max_length=300, blank=True)
    reason = models.CharField(_("alasan meminta"), max_length=300)
    state = models.CharField(_("keadaan"), max_length=10, choices=AID_STATE_LABELS)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)  # when silence was told to both
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer_reason = models.CharField(_("alasan jawaban"), max_length=300, blank=True)
    # Of the asked government, empowered to decide (PP 21/2008); told to who asked.
    liaison = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    liaison_post = models.CharField(_("jabatan penghubung"), max_length=160, blank=True)
    liaison_phone = EncryptedField(_("telepon penghubung"), blank=True, default="")
    # The nation has no account here: who asked writes down what its letter says.
    answer_number = models.CharField(
        _("nomor surat jawaban"), max_length=100, blank=True, default=""
    )
    answer_day = models.DateField(_("tanggal surat jawaban"), null=True)
    liaison_name = models.CharField(_("nama penghubung"), max_length=160, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(_("alasan akhir"), max_length=300, blank=True)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    answer_letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("permintaan bantuan")
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_id", "number"], name="aid_number_once"),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "asked"], name="aid_asked_once_at_a_time",
                condition=models.Q(state="sent"), nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~models.Q(asked=models.F("agency")), name="aid_asks_others"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["asked", "state"], name="aid_by_asked")]

    def __str__(self) -> str:
        return f"Permintaan bantuan {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in AID_OPEN

    @property
    def asked_name(self) -> str:
        return self.asked.name if self.asked else NATION

    @property
    def liaison_shown(self) -> str:
        """A person with an account, or the name in a letter."""
        return self.liaison.name if self.liaison else self.liaison_name


NATION = "Badan Nasional Penanggulangan Bencana"


class AidLine(models.Model):
    """Heads asked and granted for one need; `daily_rate` in whole rupiah, None: not entered."""

    request = models.ForeignKey(AidRequest, models.CASCADE, related_name="lines")
    need = models.ForeignKey(Need, models.PROTECT, related_name="aid_lines")
    asked = models.PositiveIntegerField(_("diminta"))
    granted = models.PositiveIntegerField(_("disanggupi"), default=0)
    daily_rate = models.BigIntegerField(_("uang harian (Rp)"), null=True)

    class Meta:
        verbose_name = _("baris permintaan bantuan")
        constraints = [
            models.UniqueConstraint(fields=["request", "need"], name="aid_need_once"),
            models.CheckConstraint(
                condition=models.Q(granted__lte=models.F("asked")), name="aid_granted_within_asked"
            ),
            models.CheckConstraint(
                condition=models.Q(daily_rate=None) | models.Q(daily_rate__gte=0), name="aid_rate_not_negative"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.request}: {self.need}"


class AidCost(models.Model):
    """
    What a line had come to when the use of the help ended; never written again.

    Later corrections of presence or rate show beside it as a difference.
    """

    line = models.OneToOneField(AidLine, models.CASCADE, related_name="kept")
    people = models.PositiveIntegerField(_("orang"))
    days = models.PositiveIntegerField(_("hari tugas"))
    present = models.PositiveIntegerField(_("hari hadir"))
    daily_rate = models.BigIntegerField(_("uang harian (Rp)"), null=True)
    cost = models.BigIntegerField(_("biaya (Rp)"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: by the clock

    class Meta:
        verbose_name = _("biaya bantuan yang ditetapkan")

    def __str__(self) -> str:
        return f"{self.line}"
