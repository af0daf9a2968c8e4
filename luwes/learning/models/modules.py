"""Modules that one learns alone: pages with pictures, a bank of questions, and how far each person is."""

from fractions import Fraction

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.learning.rules.states import QuestionKind, VersionState
from luwes.learning.rules.testing import Item, months_of
from luwes.organisation.models import Agency, Competency, OrgUnit
from luwes.people.models import Employee

VERSION_STATE_LABELS = {
    VersionState.DRAFT.value: _("Rancangan"),
    VersionState.PUBLISHED.value: _("Berlaku"),
    VersionState.RETIRED.value: _("Tidak berlaku lagi"),
}
QUESTION_KIND_LABELS = {
    QuestionKind.SINGLE.value: _("Satu jawaban"),
    QuestionKind.MULTIPLE.value: _("Beberapa jawaban"),
    QuestionKind.NUMBER.value: _("Angka"),
    QuestionKind.SHORT.value: _("Isian singkat"),
}


@pghistory.track()
class Module(models.Model):
    """Something to learn, of one unit. `slug` names it in addresses. Passing shows `competency` at `level`."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="modules")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    competency = models.ForeignKey(Competency, models.PROTECT, null=True, related_name="modules")
    level = models.PositiveSmallIntegerField(_("tingkat"), null=True)
    valid_months = models.PositiveSmallIntegerField(_("sertifikat berlaku berapa bulan"), null=True)
    is_open = models.BooleanField(_("dapat dipelajari"), default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("modul belajar")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(competency=None, level=None) | models.Q(level__range=(1, 5)),
                name="module_level_1_5",
            )
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def months(self) -> int | None:
        """After which what passing shows has to be shown anew; None: never."""
        return months_of(
            self.valid_months, self.competency.valid_months if self.competency else None
        )


class ModuleVersion(models.Model):
    """
    A module as it is in force, was, or is being written.

    `minutes` to work through; `drawn`: how many questions of the bank make a test; `attempts`: how many
    tries, 0 for any number, with `pause_hours` between them. `revision`: of a draft, against two writers at once.
    """

    PERCENT = [MinValueValidator(1), MaxValueValidator(100)]
    module = models.ForeignKey(Module, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=VERSION_STATE_LABELS, default="draft")
    title = models.CharField(_("judul"), max_length=120)
    summary = models.CharField(_("ringkasan"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("lama belajar (menit)"), default=45)
    pass_percent = models.PositiveSmallIntegerField(
        _("nilai lulus (%)"), default=70, validators=PERCENT
    )
    drawn = models.PositiveSmallIntegerField(_("jumlah soal"), default=10)
    attempts = models.PositiveSmallIntegerField(_("paling banyak mencoba"), default=0)
    pause_hours = models.PositiveSmallIntegerField(_("jeda antara percobaan (jam)"), default=0)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("versi modul")
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="module_version_once"),
            models.UniqueConstraint(
                fields=["module"], condition=models.Q(state="published"),
                name="module_one_version_in_force",
            ),
            models.UniqueConstraint(
                fields=["module"], condition=models.Q(state="draft"), name="module_one_draft"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ModulePage(models.Model):
    """One page to read: text in plain marks (see `reading`), in the order of `place`."""

    version = models.ForeignKey(ModuleVersion, models.CASCADE, related_name="pages")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("judul halaman"), max_length=120)
    text = models.TextField(_("isi"))

    class Meta:
        verbose_name = _("halaman modul")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "place"], name="module_page_place_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ModulePicture(models.Model):
    """A picture of a page, drawn anew by us; `alt` says what it shows to who cannot see it."""

    page = models.ForeignKey(ModulePage, models.CASCADE, related_name="pictures")
    file = models.FileField(upload_to="modules/%Y/%m/")
    alt = models.CharField(_("yang terlihat"), max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("gambar modul")

    def __str__(self) -> str:
        return self.alt


class Question(models.Model):
    """
    One of the bank. `options` a list of texts; `right`: indexes, `number`/`tolerance`, or `words` a line
    each. Nobody who learns ever gets `right`, `number`, `words` or `why` before the test is handed in.
    """

    version = models.ForeignKey(ModuleVersion, models.CASCADE, related_name="questions")
    kind = models.CharField(_("jenis"), max_length=8, choices=QUESTION_KIND_LABELS)
    text = models.TextField(_("pertanyaan"))
    options = models.JSONField(default=list)
    right = models.JSONField(default=list)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    tolerance = models.DecimalField(max_digits=20, decimal_places=6, default=0)
    words = models.TextField(_("jawaban yang benar"), blank=True)
    points = models.PositiveSmallIntegerField(_("bobot"), default=1)
    why = models.TextField(_("penjelasan"), blank=True)

    class Meta:
        verbose_name = _("soal")

    def __str__(self) -> str:
        return self.text[:60]

    def as_item(self) -> Item:
        return Item(
            key=self.pk or 0, kind=QuestionKind(self.kind), points=self.points,
            options=tuple(self.options), right=tuple(self.right),
            number=None if self.number is None else Fraction(self.number),
            tolerance=Fraction(self.tolerance), words=tuple(self.words.split("\n")),
        )  # fmt: skip


class Study(models.Model):
    """
    That somebody learns a module: the version they began with, and how far they are.

    `tries_from`: tries count anew since then, after another chance or a pass that was revoked.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="studies")
    version = models.ForeignKey(ModuleVersion, models.PROTECT, related_name="studies")
    page = models.PositiveSmallIntegerField(default=0)  # the furthest read
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)
    tries_from = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("belajar mandiri")
        constraints = [models.UniqueConstraint(fields=["employee", "version"], name="study_once")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.version}"


class ModuleAttempt(models.Model):
    """One try at the test: which questions were drawn, what was answered, what came of it."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=40)
    drawn = models.JSONField()  # question ids in their order
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("percobaan tes")
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["study"], condition=models.Q(handed_in_at=None), name="attempt_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study} {self.number}"
