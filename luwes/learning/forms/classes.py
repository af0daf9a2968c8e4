"""Courses, classes, meetings, trainers; asking, answering, typing a code."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luwes.accounts.models import User
from luwes.core.forms import Form
from luwes.core.numbers import whole
from luwes.learning.actions.courses import ClassDraft, CourseDraft, SessionDraft
from luwes.learning.forms.picks import units
from luwes.learning.models import METHOD_LABELS, Course, CourseClass, Module
from luwes.learning.queries import classes
from luwes.organisation.models import Competency
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.ui.picking import MOST, Pick, PickField

LEVELS = [("", _("Tidak ada")), *((str(n), str(n)) for n in range(1, 6))]


class CourseForm(Form):
    unit = PickField(label=_("Unit penyelenggara"), help_text=_("Ketik sebagian nama unit, lalu pilih."))  # fmt: skip
    title = forms.CharField(label=_("Judul"), max_length=120, help_text=_("Misalnya: Pelayanan prima di loket."))  # fmt: skip
    summary = forms.CharField(
        label=_("Ringkasan"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Apa yang dapat dilakukan peserta sesudahnya."),
    )  # fmt: skip
    method = forms.ChoiceField(label=_("Cara belajar"), choices=METHOD_LABELS)
    competency = forms.ModelChoiceField(
        label=_("Kompetensi yang ditunjukkan kelulusan"), queryset=Competency.objects.none(),
        required=False, empty_label=_("Tidak ada"),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Tingkat"), choices=LEVELS, required=False,
        help_text=_("Kebijakan Luwes: seminar dan belajar mandiri paling tinggi 2, kelas paling tinggi 3; di atasnya bila seorang pengajarnya sendiri berkompetensi tingkat itu."),
    )  # fmt: skip
    valid_months = forms.IntegerField(
        label=_("Sertifikat berlaku berapa bulan"), min_value=1, max_value=240, required=False,
        help_text=_("Kosong: selama kata katalog kompetensi. Yang lebih pendek berlaku."),
    )  # fmt: skip
    test = forms.ChoiceField(
        label=_("Tes penutup"), required=False,
        help_text=_("Modul yang tesnya harus lulus. Kosong: cukup hadir."),
    )  # fmt: skip
    least_attended = forms.IntegerField(
        label=_("Kehadiran paling sedikit (%)"), min_value=1, max_value=100, initial=80
    )

    def __init__(
        self, *args: Any, user: User, on: date, course: Course | None = None, **kwargs: Any
    ) -> None:
        """`course`: the one that is changed; its unit stands."""
        super().__init__(*args, initial=_course_values(course) if course else None, **kwargs)
        if course:
            del self.fields["unit"]
        else:
            units(user, on).offer(self.fields["unit"])  # type: ignore[arg-type]
        self.fields["competency"].queryset = Competency.objects.order_by("name", "pk")  # type: ignore[attr-defined]
        tests = classes.tests_for(user, on, course.test_id if course else None)
        self.fields["test"].choices = [("", _("Tidak ada")), *tests]  # type: ignore[attr-defined]

    @property
    def draft(self) -> CourseDraft:
        data = self.cleaned_data
        return CourseDraft(
            title=data["title"].strip(), summary=data["summary"].strip(), method=data["method"],
            competency=data["competency"], level=int(data["level"]) if data["level"] else None,
            valid_months=data["valid_months"], least_attended=data["least_attended"],
            test=Module.objects.get(pk=data["test"]) if data["test"] else None,
        )  # fmt: skip


def _course_values(course: Course) -> dict[str, Any]:
    names = ("title", "summary", "method", "valid_months", "least_attended")
    return {name: getattr(course, name) for name in names} | {
        "competency": course.competency_id, "level": str(course.level or ""),
        "test": str(course.test_id or ""),
    }  # fmt: skip


class ClassForm(Form):
    place = forms.CharField(label=_("Tempat"), max_length=160)
    capacity = forms.IntegerField(label=_("Jumlah tempat"), min_value=1, max_value=2000, initial=30)
    enrol_until = forms.DateField(label=_("Daftar sampai"))
    trainer = forms.CharField(
        label=_("Pengajar"), max_length=160, help_text=_("Seperti akan dibaca peserta.")
    )

    @staticmethod
    def values_of(row: CourseClass) -> dict[str, Any]:
        names = ("place", "capacity", "enrol_until", "trainer")
        return {name: getattr(row, name) for name in names}

    @property
    def draft(self) -> ClassDraft:
        return ClassDraft(**self.cleaned_data)


class SessionForm(Form):
    day = forms.DateField(label=_("Hari"))
    begins_at = forms.TimeField(label=_("Mulai"))
    ends_at = forms.TimeField(label=_("Selesai"))
    topic = forms.CharField(label=_("Pokok bahasan"), max_length=160)

    @property
    def draft(self) -> SessionDraft:
        data = self.cleaned_data
        begins, ends = [
            timezone.make_aware(datetime.combine(data["day"], data[name]))
            for name in ("begins_at", "ends_at")
        ]
        return SessionDraft(begins, ends, data["topic"])


class TrainerForm(Form):
    trainer = PickField(
        label=_("Tambahkan akun pengajar"),
        help_text=_("Nama atau NIP. Akun ini menampilkan kode hadir dan mencatat kehadiran."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = _with_account(user, on)

        def one(key: str) -> Pick | None:
            row = known.filter(pk=whole(key)).first()
            return _person_pick(row) if row else None

        field: PickField = self.fields["trainer"]  # type: ignore[assignment]
        field.offer(
            url=reverse("learning:find_trainers"), search=lambda text: trainers(user, text, on), one=one
        )  # fmt: skip


def _with_account(user: User, on: date) -> Any:
    return people.visible(user, on).exclude(user=None).select_related("user", "agency")


def trainers(user: User, text: str, on: date) -> list[Pick]:
    """Employees with an account, in sight of this user, by name or NIP."""
    rows = _with_account(user, on).filter(is_current=True)
    for word in text.split():
        rows = rows.filter(nip__startswith=word) if word.isdecimal() else rows.filter(name__holds=word)  # fmt: skip
    return [_person_pick(row) for row in rows.order_by("name", "pk")[:MOST]]


def _person_pick(row: Employee) -> Pick:
    return Pick(str(row.pk), row.full_name, row.user, row.agency.name)


class AskForm(Form):
    why = forms.CharField(
        label=_("Untuk apa?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dibaca atasan Anda."),
    )  # fmt: skip


class CodeForm(Form):
    code = forms.CharField(
        label=_("Angka di layar pengajar"), max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
