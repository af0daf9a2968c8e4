"""
The weekly question, anonymous by construction: no row anywhere joins a person to an answer.

*That* somebody answered is `PulseTurn`, kept until the week is over. *What* was answered only moves a
counter in the sealed box of a group, `PulseBox`. The two are written in one transaction, so PostgreSQL
marks both rows with its number (xmin); therefore a box is one row whose five counters are encrypted
together, at one length and with a new nonce each time. Without the key of the encrypted columns neither the
rows nor their dead versions tell which counter moved.

With the key they could be compared: one turn more, and one box whose counters moved by one. Therefore copies
do not hold them. Both tables are unlogged (migration 0002): nothing of them is in the write-ahead log, so
neither in a replica, nor in a base backup, nor in a recovery to a point in time; and the dump leaves their rows
out (`docs/running.md`). The price: after a crash of the database the answers of the running week are gone,
turns and boxes together, and are given anew. When the week is over the
boxes are opened once, what may be seen (`rules.pulse.publish`) is kept as `PulseResult`, and boxes and
turns are deleted. None of these rows has a time finer than the week, row history or an entry in the log.

What remains: whoever holds the key *and* reads the database before and after an answer, or two copies of its
disk or dumps made with these rows against the advice, can compare. That is an administrator who attacks on
purpose, with both.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.core.secrets import EncryptedField
from luwes.motivation.rules.pulse import VALUES, CellKind, Counts, Edge, Topic
from luwes.organisation.models import Agency, OrgUnit
from luwes.people.models import Employee

TOPIC_LABELS = {
    Topic.LOAD.value: _("Beban"),
    Topic.SUPPORT.value: _("Dukungan"),
    Topic.CLARITY.value: _("Kejelasan tugas"),
    Topic.SAFETY.value: _("Rasa aman"),
    Topic.PRIDE.value: _("Kebanggaan"),
    Topic.LEARNING.value: _("Belajar"),
    Topic.FAIRNESS.value: _("Keadilan"),
    Topic.TOGETHER.value: _("Kebersamaan"),
}
ANSWER_LABELS = {
    1: _("Sangat tidak setuju"),
    2: _("Tidak setuju"),
    3: _("Biasa saja"),
    4: _("Setuju"),
    5: _("Sangat setuju"),
}
CELL_KIND_LABELS = {CellKind.GROUP.value: _("Kelompok"), CellKind.REST.value: _("Lainnya")}
EDGE_LABELS = {
    Edge.NONE.value: "", Edge.LOW.value: _("atau kurang"), Edge.HIGH.value: _("atau lebih"),
}  # fmt: skip
DIGITS = 7  # of each counter: a box is of one length whatever it holds


class PulseQuestion(models.Model):
    """A sentence to which people say how much they agree; asked by turns."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="pulse_questions")
    topic = models.CharField(_("pokok"), max_length=8, choices=TOPIC_LABELS)
    words = models.CharField(_("kalimat"), max_length=160)
    place = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pertanyaan denyut")
        constraints = [
            models.UniqueConstraint(fields=["agency", "words"], name="pulse_question_once")
        ]

    def __str__(self) -> str:
        return self.words


class PulseRound(models.Model):
    """The question of one government in one week; closed when the week is over, once."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="pulse_rounds")
    week = models.DateField(_("pekan"))  # its Monday
    question = models.ForeignKey(PulseQuestion, models.PROTECT, related_name="rounds")
    is_closed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("denyut sepekan")
        constraints = [
            models.UniqueConstraint(fields=["agency", "week"], name="pulse_round_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.week}: {self.question}"


class PulseTurn(models.Model):
    """That somebody answered this week, and nothing else; deleted with the week's end."""

    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="turns")
    employee = models.ForeignKey(Employee, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("sudah menjawab denyut")
        constraints = [
            models.UniqueConstraint(fields=["round", "employee"], name="pulse_turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.round}"


class PulseBox(models.Model):
    """
    How often each answer came in one group, sealed; see the head of this file.

    `unit` is None for those without a post; `top` is the unit of the first level over it.
    """

    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="boxes")
    unit = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    top = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    sealed = EncryptedField()

    class Meta:
        verbose_name = _("kotak jawaban denyut")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], name="pulse_box_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}"

    @property
    def counts(self) -> Counts:
        a, b, c, d, e = (int(self.sealed[n * DIGITS : (n + 1) * DIGITS] or 0) for n in range(5))
        return a, b, c, d, e

    @counts.setter
    def counts(self, counts: Counts) -> None:
        self.sealed = "".join(f"{n:0{DIGITS}d}" for n in counts)

    def drop_in(self, value: int) -> None:
        counts = list(self.counts)
        counts[VALUES.index(value)] += 1
        self.counts = counts[0], counts[1], counts[2], counts[3], counts[4]


class PulseResult(models.Model):
    """What of one week may be seen of a group; `unit` is None for the whole government."""

    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="results")
    unit = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(OrgUnit, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=CELL_KIND_LABELS)
    answers = models.PositiveIntegerField(_("jawaban"))
    tenths = models.PositiveSmallIntegerField(_("rata-rata (persepuluh)"))
    edge = models.CharField(max_length=4, blank=True, choices=EDGE_LABELS)

    class Meta:
        verbose_name = _("hasil denyut")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit", "kind"], name="pulse_result_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(answers__gte=5), name="pulse_result_of_five_at_least"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.tenths / 10}"
