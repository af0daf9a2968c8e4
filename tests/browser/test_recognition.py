"""A colleague thanks on a phone; an award from opening to certificate; medals with what is missing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.motivation.models import Award, AwardWinner, Nomination, Thanks
from luwes.motivation.tests.recognition_scene import Scene, account
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.agency.seat, made.agency.letter_code = "Bandar Lampung", "BL"
    made.agency.save()
    an_employee("Siti Aminah Rekaan", title_after="M.Si.", agency=made.agency, user=made.signer)
    return made


def test_a_colleague_thanks_and_the_receiver_chooses_who_reads(visit: Enter, scene: Scene) -> None:
    giver = scene.person("Budi Santoso Rekaan")
    receiver = scene.person("Sari Wulandari Rekaan", title_after="S.Kep.")
    own = visit(account(giver))
    page = own.open(reverse("motivation:thanks"))
    page.get_by_text("Belum ada ucapan untuk Anda").wait_for()
    own.look("terima-kasih-kosong")
    page.get_by_role("link", name="Ucapkan terima kasih").click()
    page.get_by_placeholder("Ketik untuk mencari").press_sequentially("Sari Wulan")
    page.get_by_text("Sari Wulandari Rekaan").first.click()
    page.get_by_label("Ucapan Anda").fill(
        "Terima kasih sudah menemani jaga malam saat puskesmas kebanjiran."
    )
    page.get_by_label("Nilai BerAKHLAK").select_option("collaborative")
    own.look("terima-kasih-tulis")
    page.get_by_role("button", name="Kirim ucapan").click()
    page.get_by_text("tersampaikan kepada").wait_for()
    for other in (scene.person("Agus Rekaan"), scene.person("Dewi Rekaan")):
        scene.thank(other, receiver, "Selalu siap membantu.", on=clock.today())
    scene.thank(receiver, giver, "Sama-sama, Pak Budi.", on=clock.today())
    hers = visit(account(receiver))
    page = hers.open(reverse("motivation:thanks"))
    page.get_by_role("heading", level=1).get_by_text("3 suara").wait_for()
    page.get_by_text("Mengapa terhitung 3?").click()
    hers.look("terima-kasih")
    page.get_by_label("Terbaca oleh").last.select_option("page")
    page.get_by_role("button", name="Atur pembaca ucapan ini").last.click()
    page.get_by_text("Sekarang terbaca oleh").wait_for()
    assert Thanks.objects.filter(seen="page").count() == 1
    page.get_by_role("link", name="Laporkan").first.click()
    page.get_by_label("Apa yang tidak pantas?").fill("Menyebut data pasien.")
    hers.look("terima-kasih-lapor")
    page.get_by_role("button", name="Laporkan").click()
    boss = visit(scene.manager)
    page = boss.open(reverse("motivation:thanks_reports"))
    boss.look("terima-kasih-laporan")
    page.get_by_label("Alasan keputusan").fill("Data pasien terbuka.")
    page.get_by_role("button", name="Sembunyikan").click()
    page.get_by_text("Ucapan disembunyikan.").wait_for()
    hers = visit(account(receiver))
    page = hers.open(reverse("people:profile", args=[receiver.pk]))
    hers.keep_picture("profil-terima-kasih")
    page.get_by_text("Atur siapa yang membacanya").wait_for()


def test_an_award_from_opening_to_certificate(visit: Enter, scene: Scene) -> None:
    today = clock.today()
    by = scene.person("Budi Santoso Rekaan")
    best = scene.person("Sari Wulandari Rekaan", title_after="S.Kep., Ners")
    boss = visit(scene.manager)
    page = boss.open(reverse("motivation:new_award"))
    page.get_by_label("Nama penghargaan").fill("Pegawai Teladan 2026")
    page.get_by_label("Untuk apa diberikan").fill(
        "Bagi pegawai yang paling banyak menolong warga dan rekannya dalam keadaan darurat."
    )
    page.get_by_label("Pencalonan mulai").fill(today.isoformat())
    page.get_by_label("Pencalonan sampai").fill((today + timedelta(days=14)).isoformat())
    page.get_by_label("Jumlah penerima").fill("1")
    for n, (words, weight) in enumerate((("Menolong warga", 60), ("Menolong rekan", 30)), 1):
        page.get_by_label(f"Kriteria {n}", exact=False).first.fill(words)
        page.get_by_label(f"Bobot {n}").fill(str(weight))
    page.get_by_role("button", name="Simpan rancangan").click()
    page.get_by_text("Jumlah bobot harus 100, sekarang 90.").first.wait_for()
    boss.look("penghargaan-buat-salah")
    page.get_by_label("Bobot 2").fill("40")
    page.get_by_role("button", name="Simpan rancangan").click()
    page.get_by_text("Rancangan disimpan").wait_for()
    award = Award.objects.get()
    for user in scene.judges[:2]:
        scene.name(award, user)
    page.reload()
    page.get_by_placeholder("Ketik untuk mencari").press_sequentially("Panitia Rekaan 3")
    page.get_by_role("radio", name="Panitia Rekaan 3").check()
    page.get_by_role("button", name="Tunjuk anggota").click()
    page.get_by_text("Anggota panitia ditunjuk.").wait_for()
    boss.look("penghargaan-rancangan")
    page.get_by_role("button", name="Buka pencalonan").click()
    page.get_by_text("Menerima pencalonan").first.wait_for()
    colleague = visit(account(by))
    page = colleague.open(reverse("motivation:awards"))
    colleague.look("penghargaan")
    page.get_by_role("link", name="Pegawai Teladan 2026").click()
    colleague.look("penghargaan-terbuka")
    page.get_by_role("link", name="Calonkan rekan").click()
    page.get_by_placeholder("Ketik untuk mencari").press_sequentially("Sari Wulan")
    page.get_by_text("Sari Wulandari Rekaan").first.click()
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Mengapa pantas menerimanya?").fill(
        "Tiga malam ia menjaga posko sendirian, dan setiap warga pulang dengan obatnya."
    )
    colleague.look("penghargaan-calonkan")
    page.get_by_role("button", name="Calonkan").click()
    page.get_by_text("ditanya kesediaannya").wait_for()
    _stand_and_judge(visit, scene, award, best)
    signer = visit(scene.signer)
    page = signer.open(reverse("motivation:decide_award", args=[award.pk]))
    signer.look("penghargaan-putuskan")
    page.get_by_role("button", name="Tetapkan penerima").click()
    page.get_by_text("Diputuskan.").wait_for()
    signer.look("penghargaan-diputuskan")
    winner = _signed()
    anybody = visit(None)
    page = anybody.open(reverse("letters:verify_token", args=[winner.letter.token]))  # type: ignore[union-attr]
    page.get_by_role("heading", level=1, name="Sah").wait_for()
    colleague = visit(account(by))
    page = colleague.open(reverse("motivation:award", args=[award.pk]))
    page.get_by_role("link", name="Piagam").wait_for()
    colleague.look("penghargaan-hasil")


def _stand_and_judge(visit: Enter, scene: Scene, award: Award, best: Employee) -> None:
    row = Nomination.objects.get()
    nominee = visit(account(best))
    page = nominee.open(reverse("motivation:awards"))
    page.get_by_role("link", name="Pegawai Teladan 2026").first.click()
    page.get_by_role("heading", level=1).wait_for()
    nominee.look("penghargaan-kesediaan")
    page.get_by_role("button", name="Saya bersedia").click()
    page.get_by_text("Anda ikut dinilai.").wait_for()
    today = clock.today()
    other = Nomination.objects.create(
        award=award, nominee=scene.person("Dewi Lestari Rekaan"), nominator=row.nominator,
        reasons="Teliti.", state="standing", at=clock.now(),
    )  # fmt: skip
    Award.objects.update(nominations=Period(today - timedelta(days=9), today))
    boss = visit(scene.manager)
    page = boss.open(reverse("motivation:award", args=[award.pk]))
    page.get_by_role("button", name="Mulai penilaian").click()
    page.get_by_text("Dinilai panitia").first.wait_for()
    boss.look("penghargaan-dinilai")
    judge = visit(scene.judges[0])
    page = judge.open(reverse("motivation:award", args=[award.pk]))
    judge.look("penghargaan-panitia")
    page.get_by_role("link", name="Nilai Sari").click()
    page.get_by_role("button", name="Simpan nilai").wait_for()  # all() takes what is there now
    for best_score in page.get_by_role("radio", name="5", exact=True).all():
        best_score.check()
    for n, field in enumerate(page.get_by_label("Alasan nilai").all()):
        field.fill(f"Terlihat sehari-hari, {n + 1}.")
    judge.look("penghargaan-nilai")
    page.get_by_role("button", name="Simpan nilai").click()
    page.get_by_text("Sudah dinilai").wait_for()
    row.refresh_from_db()
    for nomination, score, judges in ((row, 4, scene.judges[1:]), (other, 3, scene.judges)):
        for user in judges:
            _score(nomination, user, score)


def _score(row: Nomination, user: User, score: int) -> None:
    from luwes.motivation.actions import judging

    criteria = Award.objects.get().criteria.order_by("place")
    judging.score(
        nomination=row, scores={c.pk: (score, "Ada buktinya.") for c in criteria},
        on=clock.today(), now=clock.now(), by=user,
    )  # fmt: skip


def _signed() -> AwardWinner:
    winner = AwardWinner.objects.select_related("letter").get()

    def sign() -> None:
        assert winner.letter
        letters.produce(letter=winner.letter, now=clock.now())
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(sign).result()
    return winner


def test_medals_tell_what_is_missing_and_bkd_proposes(visit: Enter, scene: Scene) -> None:
    today = clock.today()
    person = scene.person(
        "Sari Wulandari Rekaan", nip=f"19800412{today.year - 10}012001",
        birth_date=today.replace(year=1980, month=4, day=12),
    )  # fmt: skip
    own = visit(account(person))
    page = own.open(reverse("motivation:medals"))
    page.get_by_role("heading", level=1).get_by_text("tinggal pemeriksaan arsip").wait_for()
    own.look("tanda-jasa")
    boss = visit(scene.manager)
    page = boss.open(reverse("motivation:medal_candidates"))
    boss.look("tanda-jasa-calon")
    page.get_by_role("link", name="Periksa Sari").click()
    boss.look("tanda-jasa-arsip")
    page.get_by_label("sudah saya periksa hari ini").check()
    page.get_by_role("button", name="Catat pemeriksaan").click()
    page.get_by_text("Dicatat.").wait_for()
    page = boss.open(reverse("motivation:medal_candidates"))
    page.get_by_label("Sari Wulandari Rekaan").check()
    boss.look("tanda-jasa-usul")
    page.get_by_role("button", name="Usulkan yang dicentang").click()
    page.get_by_text("1 orang diusulkan").wait_for()
    own = visit(account(person))
    page = own.open(reverse("motivation:medals"))
    own.look("tanda-jasa-diusulkan")
    page.get_by_role("heading", level=1).get_by_text("Anda diusulkan").wait_for()
