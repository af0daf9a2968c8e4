"""Filling a post: candidates without names, other weights, names opened with a reason, a proposal begun."""

from collections.abc import Callable
from datetime import timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.models import Position, PositionRequirement
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.tests.builders import (
    a_competency,
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.tests.builders import a_record, an_employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
NAMES = (
    "Dewi Anggraini", "Budi Hartono", "Sutrisno", "Rina Marlina", "Ahmad Fauzi", "Made Sukarta",
    "Siti Aminah", "Yohanes Purba",
)  # fmt: skip


def a_vacancy() -> Position:
    agency = an_agency("Pemerintah Kota Rekaan")
    near, far = an_area("Rajabasa"), an_area("Panjang", lat=-5.47, lon=105.72)
    unit = a_unit("Badan Penanggulangan Bencana Rekaan", agency=agency, area=near)
    other = a_unit("Dinas Sosial Rekaan", agency=agency, area=far)
    chiefs = a_group("pengawas", "Pengawas")
    title = a_title("Kepala Seksi Kesiapsiagaan", kind=K.SUPERVISOR, group=chiefs)
    title.job_class = 9
    title.save()
    post = a_position(unit=unit, title=title, headcount=1)
    skills = a_competency("manajemen", "Manajemen bencana"), a_competency("logistik", "Logistik")
    for skill, level in zip(skills, (3, 2), strict=True):
        PositionRequirement.objects.create(position=post, competency=skill, level=level)
    today = clock.today()
    for n, name in enumerate(NAMES):
        own = a_title(f"Kepala Seksi {n}", kind=K.SUPERVISOR if n < 6 else K.EXECUTIVE, group=chiefs if n % 2 else None)  # fmt: skip
        own.job_class = 9 - n % 3
        own.save()
        held = a_position(unit=other, title=own, headcount=1 + n % 2)
        person = an_employee(name, agency=agency, education="S-1 Hukum", home_area=near if n % 3 else far)  # fmt: skip
        an_appointment(person, held, period=Period(today - timedelta(days=300 * (n + 1))))
        end = today + timedelta(days=90) if n == 1 else None
        a_record(
            person, skills[0], level=1 + n % 4, period=Period(today - timedelta(days=900), end)
        )
        if n % 2:
            a_record(person, skills[1], level=2)
    an_employee("Dibatasi", agency=agency, legal_standing="15")
    return post


def test_an_analyst_finds_a_candidate_without_names_and_proposes_one(visit: Enter) -> None:
    post = a_vacancy()
    scope = {"scope_kind": "agency", "scope_id": post.unit.agency_id}
    window = visit(a_user(Role.STAFFING_ANALYST, name="Siti Analis", **scope))
    page = window.open(f"/jabatan/{post.pk}/")
    window.look("jabatan-lowong")
    page.get_by_role("link", name="Cari calon").click()
    page.get_by_role("heading", name="8 orang dapat dipertimbangkan").wait_for()
    window.look("calon")
    assert not any(name in page.content() for name in NAMES)
    page.get_by_text("Ubah bobot kriteria").click()
    page.get_by_label("Jarak").fill("60")
    page.get_by_role("button", name="Urutkan lagi").click()
    page.get_by_role("link", name="Kembali ke bobot semula").wait_for()
    window.look("calon-bobot")
    page.get_by_label("Untuk apa nama dibuka").fill("Rapat tim penilai kinerja")
    page.get_by_role("button", name="Tampilkan nama di halaman ini").click()
    page.get_by_text("Nama ditampilkan untuk: Rapat tim penilai kinerja.").wait_for()
    window.look("calon-bernama")
    page.get_by_role("link", name="Usulkan").first.click()
    page.get_by_label("Perihal").fill("Pengisian Kepala Seksi Kesiapsiagaan")
    page.get_by_label("Berlaku mulai (TMT)").fill(clock.today().isoformat())
    page.get_by_label("Dasar").fill("Rapat tim penilai kinerja")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("radio", name="Kepala Seksi Kesiapsiagaan").wait_for()
    assert page.get_by_role("radio", name="Kepala Seksi Kesiapsiagaan").is_checked()
    window.look("calon-usul")
