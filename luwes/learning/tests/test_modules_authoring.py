"""Modules are written in the browser: a draft step by step, looked at, published, kept in versions."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from luwes.accounts.models import User
from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.learning.actions import modules as actions
from luwes.learning.actions import pages as parts
from luwes.learning.models import Module, ModulePicture, ModuleVersion
from luwes.learning.queries import modules as queries
from luwes.learning.rules.testing import months_of
from luwes.learning.tests.builders import (
    NOW,
    TODAY,
    a_learner,
    a_manager,
    a_module,
    a_study,
)
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_competency, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(NOW)


@pytest.fixture
def unit() -> OrgUnit:
    return a_unit("Badan Pengembangan SDM")


@pytest.fixture
def manager(unit: OrgUnit) -> User:
    return a_manager(unit)


@pytest.fixture
def desk(manager: User) -> Client:
    return signed_in(manager)


def at(name: str, module: Module, *args: object) -> str:
    return reverse(f"learning:{name}", args=[module.pk, *args])


def draft(module: Module) -> ModuleVersion:
    found = queries.draft_of(module)
    assert found
    return found


def press(desk: Client, module: Module, deed: str, revision: int | None = None) -> str:
    there = queries.draft_of(module)
    seen = there.revision if there and revision is None else revision
    return desk.post(at("step", module), {"deed": deed, "revision": seen or ""}, follow=True).content.decode()  # fmt: skip


def write(desk: Client, url: str, **values: Any) -> Any:
    """Fills in a page as it stands there."""
    revision = re.search(r'name="revision" value="(\d+)"', desk.get(url).content.decode())
    assert revision
    return desk.post(url, values | {"revision": revision[1]})


def titles(module: Module) -> list[str]:
    return list(draft(module).pages.order_by("place").values_list("title", flat=True))


def a_picture(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


def test_a_module_is_made_written_and_published(desk: Client, unit: OrgUnit) -> None:
    competency = a_competency("tik_dasar", "TIK dasar")
    desk.post(
        reverse("learning:new_module"),
        {"title": "Surat yang jelas", "unit": unit.pk, "unit_text": "x", "unit_searched": "x",
         "competency": competency.pk, "level": "1"},
    )  # fmt: skip
    module = Module.objects.get()
    assert module.slug == "surat-yang-jelas"
    assert "Tulis sedikitnya satu halaman." in desk.get(at("write", module)).content.decode()
    assert "Tulis sedikitnya satu halaman." in press(desk, module, "publish")
    for title in ("Awal", "Tengah", "Akhir"):
        write(desk, at("write_page_new", module), title=title, text="Isi.")
    last = draft(module).pages.get(title="Akhir")
    press(desk, module, f"up:{last.pk}")
    press(desk, module, f"up:{last.pk}")
    press(desk, module, f"up:{last.pk}")  # is first already
    assert titles(module) == ["Akhir", "Awal", "Tengah"]
    press(desk, module, f"drop_page:{last.pk}")
    assert list(draft(module).pages.order_by("place").values_list("place", flat=True)) == [0, 1]
    new = at("write_question_new", module)
    write(desk, f"{new}?jenis=single", text="Mana?", option_0="", option_1="Ini", option_2="Itu", right_2="on", points=1)  # fmt: skip
    write(desk, f"{new}?jenis=number", text="Berapa?", number="1.500,5", tolerance="0,5", points=2)
    write(desk, f"{new}?jenis=short", text="Apa?", words="satu\n\n dua ", points=1)
    bank = list(draft(module).questions.order_by("pk"))
    assert (bank[0].options, bank[0].right) == (["Ini", "Itu"], [1])
    assert (str(bank[1].number), str(bank[1].tolerance)) == ("1500.500000", "0.500000")
    assert bank[2].words == "satu\ndua"
    write(
        desk, at("describe", module), title="Surat yang jelas", summary="Menulis.", minutes=45, drawn=3,
        pass_percent=70, attempts=0, pause_hours=0,
    )  # fmt: skip
    assert "Modul diberlakukan" in press(desk, module, "publish")
    assert queries.in_force(module)
    deeds = set(Entry.objects.order_by().values_list("deed", flat=True))
    assert {"learning.module_made", "learning.draft_changed", "learning.module_published"} <= deeds


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk: Client, unit: OrgUnit) -> None:  # fmt: skip
    module = a_module(unit, state="draft")
    url = f"{at('write_question_new', module)}?jenis=multiple"
    answer = write(desk, url, text="Mana?", option_0="Satu", option_1="Dua", points=1)
    assert answer.status_code == 422
    assert "Tandai sedikitnya satu pilihan yang benar." in answer.content.decode()
    assert 'value="Satu"' in answer.content.decode()
    number = write(desk, f"{at('write_question_new', module)}?jenis=number", text="?", number="tiga", points=1)  # fmt: skip
    assert "misalnya 1.500 atau 2,5" in number.content.decode()
    made = desk.post(reverse("learning:new_module"), {"title": "", "competency": a_competency().pk})
    assert made.status_code == 422
    run = desk.post(at("write", module), {"competency": a_competency().pk, "is_open": "on"})
    assert run.status_code == 422
    assert "Pilih tingkat 1 sampai 5" in run.content.decode()


def test_of_two_writers_the_later_is_told(desk: Client, unit: OrgUnit) -> None:
    module = a_module(unit, state="draft")
    page = draft(module).pages.get(place=0)
    old = draft(module).revision
    write(desk, at("write_page", module, page.pk), title="Baru", text="Satu.")
    late = desk.post(at("write_page", module, page.pk), {"title": "Lama", "text": "Dua.", "revision": old})  # fmt: skip
    assert late.status_code == 422
    assert "baru saja diubah orang lain" in late.content.decode()
    again = desk.post(at("write_page", module, page.pk), {"title": "Lama", "text": "Dua.", "revision": old})  # fmt: skip
    assert again.status_code == 422  # pressing once more runs nothing over
    assert draft(module).pages.get(pk=page.pk).title == "Baru"
    assert "baru saja diubah" in press(desk, module, "publish", revision=old)


def test_a_new_version_is_a_copy_and_the_old_one_stays_as_it_was(desk: Client, unit: OrgUnit, manager: User, django_capture_on_commit_callbacks: Any) -> None:  # fmt: skip
    module = a_module(unit, state="draft")
    page = draft(module).pages.get(place=0)
    parts.add_picture(draft=draft(module), revision=1, page_id=page.pk, data=a_picture(), alt="Kotak", on=TODAY, by=manager)  # fmt: skip
    press(desk, module, "publish")
    first = queries.in_force(module)
    assert first
    press(desk, module, "begin")
    copy = draft(module)
    assert copy.number == 2
    assert (copy.pages.count(), copy.questions.count(), copy.drawn) == (3, 4, 4)
    shared = ModulePicture.objects.get(page__version=copy)
    assert shared.file.name == ModulePicture.objects.get(page__version=first).file.name
    with django_capture_on_commit_callbacks(execute=True):
        press(desk, module, f"drop_picture:{shared.pk}")
    assert shared.file.storage.exists(shared.file.name)  # the version in force still shows it
    write(desk, at("write_page", module, copy.pages.get(place=0).pk), title="Lain", text="Lain.")
    assert first.pages.get(place=0).title == "Halaman 1"
    press(desk, module, "publish")
    first.refresh_from_db()
    assert first.state == "retired"
    assert "Halaman 1" in desk.get(at("version", module, 1)).content.decode()
    press(desk, module, "begin")
    assert "Rancangan dibuang" in press(desk, module, "discard")
    assert queries.draft_of(module) is None


def test_the_first_draft_is_not_thrown_away(desk: Client, unit: OrgUnit) -> None:
    module = a_module(unit, state="draft")
    assert "Ini versi pertama" in press(desk, module, "discard")
    assert queries.draft_of(module)


def test_a_picture_is_drawn_anew_and_needs_words(desk: Client, unit: OrgUnit) -> None:
    module = a_module(unit, state="draft")
    page = draft(module).pages.get(place=0)
    url = at("add_picture", module, page.pk)

    def send(data: bytes, alt: str) -> Any:
        file = SimpleUploadedFile("a.png", data, "image/png")
        return desk.post(url, {"photos": file, "alt": alt, "revision": draft(module).revision})

    assert send(a_picture(), "").status_code == 422
    assert "bukan foto" in send(b"<svg onload=alert(1)>", "Kotak").content.decode()
    assert not ModulePicture.objects.exists()
    assert send(a_picture((3000, 100)), "Kotak panjang").status_code == 302
    row = ModulePicture.objects.get()
    assert row.width == 1600
    shown = desk.get(reverse("learning:picture", args=[row.pk]))
    assert b"".join(shown.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]
    assert 'alt="Kotak panjang"' in desk.get(at("preview", module)).content.decode()


def test_pictures_are_seen_by_who_learns_or_manages_alone(unit: OrgUnit, manager: User, desk: Client) -> None:  # fmt: skip
    module = a_module(unit, state="draft")
    page = draft(module).pages.get(place=0)
    parts.add_picture(draft=draft(module), revision=1, page_id=page.pk, data=a_picture(), alt="Kotak", on=TODAY, by=manager)  # fmt: skip
    press(desk, module, "publish")
    url = reverse("learning:picture", args=[ModulePicture.objects.get().pk])
    learner = a_learner()
    assert learner.user
    assert signed_in(learner.user).get(url).status_code == 404
    a_study(learner, module)
    assert signed_in(learner.user).get(url).status_code == 200


def test_html_is_text(desk: Client, unit: OrgUnit) -> None:
    module = a_module(unit, state="draft")
    write(desk, at("write_page_new", module), title="<b>x</b>", text="<script>alert(1)</script>")
    shown = desk.get(at("preview", module)).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_another_units_manager_gets_nowhere(unit: OrgUnit) -> None:
    module = a_module(unit, state="draft")
    stranger = a_manager(a_unit("Dinas Lain"))
    client = signed_in(stranger)
    assert client.get(at("write", module)).status_code == 404
    assert client.get(at("preview", module)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.publish(draft=draft(module), revision=1, now=NOW, on=TODAY, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.make(title="x", unit=unit, terms=actions.Terms(), now=NOW, on=TODAY, by=stranger)


def test_what_is_in_force_does_not_change(unit: OrgUnit, manager: User) -> None:
    module = a_module(unit)
    version = queries.in_force(module)
    assert version
    page = version.pages.get(place=0)
    with pytest.raises(Refused, match="sudah diberlakukan"):
        parts.put_page(draft=version, revision=1, page_id=page.pk, title="x", text="y", on=TODAY, by=manager)  # fmt: skip


@pytest.mark.parametrize("deed", ["", "up:", "up:x", "up:999999", "drop_question:999999", "zzz", "begin:1", "drop_picture:" + "9" * 30])  # fmt: skip
def test_no_button_of_ours_breaks_nothing(desk: Client, unit: OrgUnit, deed: str) -> None:
    module = a_module(unit, state="draft")
    press(desk, module, deed)
    assert titles(module) == ["Halaman 1", "Halaman 2", "Halaman 3"]
    assert (
        desk.post(at("step", module), {"deed": "publish", "revision": "9" * 50}).status_code == 302
    )


def test_what_needs_a_certificate_or_a_high_level_is_not_shown_alone(unit: OrgUnit, manager: User) -> None:  # fmt: skip
    module, watched = a_module(unit), a_competency("p3k", "Pertolongan pertama")
    watched.needs_certificate = True
    watched.save()
    with pytest.raises(Refused) as refused:
        actions.set_terms(module=module, terms=actions.Terms(watched, 4), on=TODAY, by=manager)
    assert [p.field for p in refused.value.problems] == ["competency", "level"]
    plain = a_competency("tik", "TIK")
    actions.set_terms(module=module, terms=actions.Terms(plain, 2), on=TODAY, by=manager)
    assert Module.objects.get().level == 2


def test_the_shorter_of_two_terms_counts() -> None:
    assert [months_of(*both) for both in ((36, 24), (12, 24), (None, 24), (12, None), (None, None))] == [24, 12, 24, 12, None]  # fmt: skip


def test_two_modules_of_one_title_have_addresses_of_their_own(unit: OrgUnit, manager: User) -> None:
    made = [
        actions.make(title="Judul!", unit=unit, terms=actions.Terms(), now=NOW, on=TODAY, by=manager).slug
        for _n in range(3)
    ]  # fmt: skip
    assert made == ["judul", "judul-2", "judul-3"]
    assert actions.free_slug("!!!") == "modul"
