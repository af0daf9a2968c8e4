"""A task team across three agencies from its drafting to its closing; an officer takes an opportunity on the phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.organisation.models import UnitShape
from luwes.organisation.tests.builders import a_competency, a_minimum
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record
from luwes.staffing.actions import answers, decisions, issue, plans
from luwes.staffing.actions import ending as staffing
from luwes.staffing.models import Assignment, Plan, PlanApproval
from luwes.teamwork.actions import opportunities, suggesting
from luwes.teamwork.models import Application, MemberInput, Opportunity, TaskTeam
from luwes.teamwork.tests.scene import NOW, TIME, TODAY, Scene
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.own.agency.area = scene.area
    scene.own.agency.save()
    for side, unit in ((scene.own, "Dinas Kesehatan Provinsi Rekaan"), (scene.near, "Dinas Kesehatan Kota Rekaan"), (scene.far, "Bappeda Kabupaten Rekaan")):  # fmt: skip
        UnitShape.objects.filter(unit=side.unit).update(name=unit)
    for side, name in ((scene.own, "Sari Wulandari Rekaan"), (scene.near, "Bagus Prasetyo Rekaan"), (scene.far, "Ningsih Rekaan")):  # fmt: skip
        Employee.objects.filter(pk=side.people[0].pk).update(name=name)
        side.people[0].refresh_from_db()
    a_record(scene.near.people[0], a_competency("data", "Analisis data"), level=3)
    return scene


def solved() -> Plan:
    """What the jobs do between two pages."""
    plan = Plan.objects.latest("pk")
    plans.solve(plan_id=plan.pk, now=clock.now(), on=TODAY)
    plan.refresh_from_db()
    return plan


def test_a_team_across_three_agencies_is_formed_and_closed(visit: Enter, scene: Scene) -> None:
    owner = visit(scene.head)
    page = owner.open(reverse("teamwork:teams"))
    owner.look("tim-kosong")
    page.get_by_role("link", name="Bentuk tim").first.click()
    page.get_by_label("Nama tim").fill("Tim Satu Data Stunting")
    page.get_by_label("Tujuan").fill("Satu data stunting untuk 15 kabupaten dan kota.")
    page.get_by_label("Dasar").fill("Keputusan Kepala Dinas Kesehatan Nomor 12 Tahun 2025")
    page.get_by_label("Hari pertama").fill(TIME.start.isoformat())
    page.get_by_label("Hari terakhir").fill("2027-01-01")
    page.get_by_label("Pemerintah Kota Rekaan").check()
    page.get_by_label("Pemerintah Kabupaten Rekaan").check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Paling lama 12 bulan; sesudahnya").first.wait_for()
    owner.look("tim-form-salah")
    page.get_by_label("Hari terakhir").fill("2025-06-01")
    page.get_by_label("Nomor perjanjian kerja sama").fill("PKS 7/2025")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("heading", level=1, name="Tim Satu Data Stunting").wait_for()
    page.get_by_role("link", name="Tambah hasil kerja").click()
    page.get_by_label("Hasil kerja").fill("Basis data gabungan")
    page.get_by_label("Ukuran").fill("15 daerah terisi lengkap")
    owner.look("tim-hasil-kerja")
    page.get_by_role("button", name="Tambah").click()
    page.get_by_role("link", name="Tambah tempat").click()
    owner.look("tim-tempat-ketua")
    page.get_by_role("button", name="Tambah tempat").click()
    page.get_by_role("link", name="Tambah tempat").click()
    page.get_by_label("Peran").fill("Analis data")
    page.get_by_label("Jumlah orang").fill("2")
    page.get_by_role("button", name="Tambah tempat").click()
    page.get_by_text("Tempat ditambahkan.").wait_for()
    owner.look("tim-rancangan")
    page.get_by_role("button", name="Buka tim").click()
    page.get_by_text("Tim dibuka.").wait_for()
    team = TaskTeam.objects.get()
    for seat, side in ((scene.leader_seat(team), scene.own), (scene.member_seat(team), scene.near), (scene.member_seat(team), scene.far)):  # fmt: skip
        page = owner.open(reverse("teamwork:candidates", args=[seat.pk]))
        page.get_by_label("Nama atau NIP").fill(side.people[0].name)
        page.get_by_role("button", name="Cari").click()
        page.locator("summary", has_text="Tunjuk").first.click()
        page.get_by_label("Mengapa orang ini").first.fill("Menyusun data serupa tahun lalu")
        if side is scene.near:
            owner.look("tim-tunjuk")
        page.get_by_role("button", name="Minta persetujuan atasannya").first.click()
        page.get_by_text("diusulkan").first.wait_for()
    owner.look("tim-calon-menunggu")

    boss = visit(scene.near.head)
    page = boss.open(reverse("home"))
    page.get_by_role("heading", name="Bagus Prasetyo Rekaan diminta untuk: Analis data").wait_for()
    boss.look("tim-beranda-atasan")
    page.get_by_role("link", name="Lihat dulu").first.click()
    page.get_by_text("bebannya di luar tugas unit menjadi 20 %").wait_for()
    boss.look("tim-persetujuan")
    page.get_by_label("Setuju", exact=True).check()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Anda menyetujui.").wait_for()
    boss.look("tim-persetujuan-daftar")
    scene.consented(Application.objects.get(employee=scene.far.people[0]), scene.far)

    owner = visit(scene.head)  # one is signed in at a time
    for row in Application.objects.order_by("pk"):
        page = owner.open(reverse("teamwork:candidates", args=[row.need_id]))
        if row.employee == scene.near.people[0]:
            owner.look("tim-calon")
        page.get_by_role("button", name=f"Pilih {row.employee.full_name}").click()
        page.get_by_text("dipilih. Surat tugas menyusul").wait_for()
    page = owner.open(reverse("teamwork:team", args=[team.pk]))
    page.get_by_text("3 orang terpilih.").wait_for()
    owner.look("tim-terpilih")
    page.get_by_role("button", name="Susun rencana surat tugas").click()
    page.get_by_text("sedang disusun").first.wait_for()
    plan = solved()
    page = owner.open(reverse("staffing:plan", args=[plan.pk]))
    page.get_by_text("Atasan mereka sudah menyetujui").wait_for()
    owner.look("tim-rencana")
    page.get_by_role("button", name="Ajukan rencana").click()
    page.get_by_text("Rencana diajukan.").wait_for()
    for approval in PlanApproval.objects.order_by("pk"):
        sides = {side.agency.pk: side for side in (scene.own, scene.near, scene.far)}
        decider = sides[approval.agency_id].decider
        if approval.agency_id == scene.near.agency.pk:
            window = visit(decider)
            window.open(reverse("staffing:plan", args=[plan.pk]))
            window.look("tim-rencana-pemutus")
        decisions.approve(approval=approval, now=clock.now(), by=decider)
    issue.issue(plan_id=plan.pk, now=clock.now(), on=TODAY)
    for duty in Assignment.objects.select_related("employee__user"):
        assert duty.employee.user
        if duty.employee == scene.near.people[0]:
            me = visit(duty.employee.user)
            page = me.open(reverse("staffing:duty", args=[duty.pk]))
            me.look("tim-surat-anggota")
        answers.accept(assignment=duty, now=clock.now(), by=duty.employee.user)

    clock.set_to(NOW + timedelta(days=60))
    staffing.begin_by_time(on=clock.today())
    owner = visit(scene.head)
    page = owner.open(reverse("teamwork:team", args=[team.pk]))
    owner.look("tim-berjalan")
    leader = visit(scene.own.people[0].user)
    page = leader.open(reverse("teamwork:team", args=[team.pk]))
    page.get_by_role("link", name="Catat capaian").click()
    page.get_by_label("Capaian").fill("15 dari 15 daerah terisi")
    leader.look("tim-capaian")
    page.get_by_role("button", name="Tercapai").click()
    page.get_by_text("1 dari 1 hasil kerja tercapai").wait_for()
    leader.look("tim-ketua")
    for name in ("Bagus", "Ningsih"):
        page.get_by_role("link", name=f"Tulis masukan {name}").click()
        page.get_by_label("Basis data gabungan").select_option("above")
        page.get_by_label("Yang dikerjakan, dan bagaimana").fill("Memeriksa data 8 daerah, selesai sebelum waktunya.")  # fmt: skip
        if name == "Bagus":
            leader.look("tim-masukan-tulis")
        page.get_by_role("button", name="Kirim masukan").click()
        page.get_by_text("Masukan dikirim kepada").wait_for()
    given = MemberInput.objects.get(assignment__employee=scene.near.people[0])
    me = visit(scene.near.people[0].user)
    page = me.open(reverse("teamwork:input", args=[given.pk]))
    page.get_by_label("Tanggapan Anda").fill("Terima kasih; dua daerah dibantu Ningsih.")
    me.look("tim-masukan-saya")
    page.get_by_role("button", name="Kirim tanggapan").click()
    page.get_by_text("Tanggapan Anda dikirim.").wait_for()
    boss = visit(scene.near.head)
    boss.open(reverse("teamwork:input", args=[given.pk]))
    boss.look("tim-masukan-atasan")
    owner = visit(scene.head)
    page = owner.open(reverse("teamwork:close_team", args=[team.pk]))
    page.get_by_label("Hasilnya").fill("Satu basis data, dipakai musrenbang.")
    page.get_by_role("button", name="Tutup tim").click()
    page.get_by_text("1 orang belum mendapat masukan").first.wait_for()
    owner.look("tim-tutup-belum")
    page.get_by_role("link", name="Tulis masukan Sari").click()
    page.get_by_label("Basis data gabungan").select_option("meets")
    page.get_by_label("Yang dikerjakan, dan bagaimana").fill("Memimpin tim tiap minggu.")
    page.get_by_role("button", name="Kirim masukan").click()
    page = owner.open(reverse("teamwork:close_team", args=[team.pk]))
    page.get_by_label("Hasilnya").fill("Satu basis data, dipakai musrenbang.")
    page.get_by_role("button", name="Tutup tim").click()
    page.get_by_text("Tim ditutup.").wait_for()
    owner.look("tim-ditutup")


def offered(scene: Scene) -> Opportunity:
    skill = a_competency("data", "Analisis data")
    a_minimum(scene.own.unit, 1, group=scene.group)
    offer = opportunities.Offer(
        "Pendamping data posyandu", "Mendampingi 12 posyandu mencatat berat dan tinggi badan anak.",
        TODAY + timedelta(days=5), "Membaca grafik tumbuh kembang dan memeriksa mutu data.", [skill],
    )  # fmt: skip
    scene.opportunity(scene.near, load=40, offer=opportunities.Offer("Penulis laporan kinerja", "Menulis.", TODAY + timedelta(days=2)))  # fmt: skip
    made = scene.opportunity(scene.near, offer=offer, skills=((skill.pk, 2),))
    suggesting.suggest(on=TODAY, now=NOW)
    return made


def test_an_officer_finds_and_takes_an_opportunity(visit: Enter, scene: Scene) -> None:
    offer = offered(scene)
    person = scene.near.people[0]
    me = visit(person.user)
    page = me.open(reverse("teamwork:opportunities"))
    page.get_by_role("heading", level=1, name="2 peluang terbuka untuk Anda").wait_for()
    me.look("peluang-daftar")
    page.get_by_role("link", name="Pendamping data posyandu").click()
    page.get_by_text("1 dari 1 syarat kompetensi tercatat").wait_for()
    me.look("peluang-satu")
    page.get_by_role("button", name="Lamar").click()
    page.get_by_text("Lamaran dikirim.").wait_for()
    me.look("peluang-dilamar")
    page.get_by_role("link", name="Lamaran saya").first.click()
    me.look("peluang-saya")
    boss = visit(scene.near.head)
    page = boss.open(reverse("home"))
    page.get_by_role("heading", name="Bagus Prasetyo Rekaan melamar").wait_for()
    page.get_by_role("button", name="Setujui").first.click()
    page.get_by_text("Anda menyetujui.").wait_for()

    owner = visit(scene.head)
    page = owner.open(reverse("home"))
    owner.look("peluang-beranda-pemilik")
    page.get_by_role("link", name="Lihat calon").first.click()
    page.get_by_role("button", name="Pilih Bagus").click()
    page.get_by_role("link", name="Ke surat tugas").click()
    page.get_by_role("button", name="Susun rencana surat tugas").wait_for()
    owner.look("peluang-pemilik")
    page.get_by_role("button", name="Susun rencana surat tugas").click()
    page.get_by_text("sedang disusun").first.wait_for()
    plan = solved()
    plans.submit(plan=plan, decide_within=timedelta(days=5), now=clock.now(), by=scene.head)
    decisions.approve(approval=plan.approvals.get(), now=clock.now(), by=scene.near.decider)
    issue.issue(plan_id=plan.pk, now=clock.now(), on=TODAY)
    plan.refresh_from_db()
    assert plan.state == "issued", plan.returned_because
    me = visit(person.user)
    page = me.open(reverse("staffing:mine"))
    page.get_by_role("button", name="Saya terima").first.click()
    page.get_by_text("Jawaban Anda sudah diterima.").wait_for()
    me.look("peluang-diterima")
    assert Assignment.objects.get(employee=person).state == "accepted"
    owner = visit(scene.head)
    page = owner.open(reverse("teamwork:opportunities") + "?lihat=milik")
    owner.look("peluang-milik")
    page.get_by_role("link", name="Tawarkan peluang").first.click()
    owner.look("peluang-form")
    assert offer.pk


def test_a_draft_and_a_seat_are_changed_before_and_after_they_are_open(visit: Enter, scene: Scene) -> None:  # fmt: skip
    skill = a_competency("gizi", "Pemantauan gizi")
    offer = scene.opportunity(scene.near, is_open=False, skills=((skill.pk, 2),))
    owner = visit(scene.head)
    page = owner.open(reverse("teamwork:opportunity", args=[offer.pk]))
    owner.look("peluang-rancangan")
    page.get_by_role("link", name="Ubah", exact=True).click()
    page.get_by_label("Judul").fill("Pendamping data posyandu")
    page.get_by_label("Jumlah orang").fill("3")
    owner.look("peluang-ubah-rancangan")
    page.get_by_label("Melamar sampai").fill("2025-01-01")
    page.get_by_role("button", name="Simpan rancangan").click()
    page.get_by_text("Batas melamar sudah lewat.").first.wait_for()
    page.get_by_label("Melamar sampai").fill("2025-02-28")
    page.get_by_role("button", name="Simpan rancangan").click()
    page.get_by_text("Rancangan diubah.").wait_for()
    page.get_by_text("0 dari 3 orang").wait_for()
    page.get_by_role("button", name="Buka peluang").click()
    page.get_by_text("Peluang dibuka").wait_for()
    need = Opportunity.objects.get().need
    assert need
    for person in scene.own.people[:2]:
        a_record(person, skill, level=2)
        scene.chosen(need, person, scene.own)
    page.get_by_role("link", name="Ubah", exact=True).click()
    page.get_by_text("Paling sedikit 2").wait_for()
    owner.look("peluang-ubah-terbuka")
    page.get_by_label("Jumlah orang").fill("1")
    page.get_by_label("Alasan perubahan").fill("Anggaran berkurang")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Sudah 2 orang").first.wait_for()
    owner.look("peluang-ubah-ditolak")
    page.get_by_label("Jumlah orang").fill("4")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Peluang diubah.").wait_for()

    team = scene.team(scene.near)
    scene.seat(team, "Ketua tim", is_leader=True)
    scene.seat(team, skills=((skill.pk, 2),))
    page = owner.open(reverse("teamwork:team", args=[team.pk]))
    owner.look("tim-tempat-rancangan")
    page.get_by_role("link", name="Ubah Analis data").click()
    page.get_by_label("Peran").fill("Analis data kesehatan")
    owner.look("tim-tempat-ubah-rancangan")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tempat diubah.").wait_for()
    opened = scene.opened(scene.near)
    page = owner.open(reverse("teamwork:team", args=[opened.pk]))
    owner.look("tim-tempat-terbuka")
    page.get_by_role("link", name="Ubah Analis data").click()
    page.get_by_label("Jumlah orang").fill("3")
    page.get_by_label("Melapor kepada").fill("Sari Rekaan, 0812-0000-0000")
    page.get_by_label("Alasan perubahan").fill("Daerahnya bertambah")
    owner.look("tim-tempat-ubah-terbuka")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tempat diubah.").wait_for()
    page.get_by_text("0 dari 3 terisi").wait_for()
    page.get_by_role("link", name="Ubah Ketua tim").click()
    page.get_by_text("hanya kepada siapa ketuanya").wait_for()
    owner.look("tim-tempat-ubah-ketua")
