"""Accounts, rights, the second factor and the log, as an administrator and an auditor see them."""

from collections.abc import Callable

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import a_grant, a_user, an_administrator
from luwes.audit import actions as audit
from luwes.places import actions as places
from luwes.places.tests.test_importing import TOP
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_an_administrator_makes_an_account_and_gives_it_a_role(visit: Enter) -> None:
    window = visit(an_administrator())
    page = window.open("/pengguna/baru/")
    window.look("akun-baru")
    page.get_by_label("Nama pengguna").fill("rina")
    page.get_by_label("Nama", exact=True).fill("Rina Oktaviani")
    page.get_by_role("button", name="Buat akun").click()
    page.get_by_text("Isi kata sandi awal").first.wait_for()
    assert page.get_by_label("Nama pengguna").input_value() == "rina"
    page.get_by_label("Surel").fill("rina@contoh.invalid")
    page.get_by_role("button", name="Buat akun").click()
    page.get_by_role("link", name="Beri kewenangan").first.click()
    page.get_by_label("Peran").select_option(label="Koordinator darurat (BPBD)")
    window.look("beri-kewenangan")
    page.get_by_label("Dasar").fill("SK Gubernur")
    page.locator("main form button").last.click()
    page.get_by_text("Koordinator darurat (BPBD)").first.wait_for()
    window.look("akun")
    assert Grant.objects.filter(user__username="rina", role=Role.COORDINATOR.value).exists()
    window.open("/pengguna/")
    window.look("pengguna")


def test_everybody_sees_their_rights_and_sets_up_a_second_factor(visit: Enter) -> None:
    user = a_user("sekda", name="Hendra Wijaya", password="padi-menguning-9")
    a_grant(user, Role.APPROVER)
    window = visit(user)
    window.open("/akun/")
    window.look("akun-saya")
    window.open("/masuk/2fa/")
    window.look("faktor-kedua")


def test_an_auditor_reads_the_log(visit: Enter) -> None:
    auditor = a_user("pengawas", name="Ratna Dewi")
    a_grant(auditor, Role.AUDITOR)
    for n in range(3):
        audit.record(auditor, "accounts.user_added", a_user(f"orang{n}"), chain="")
    audit.seal()
    window = visit(auditor)
    window.open("/log/")
    window.look("log")
    places.import_areas(rows=TOP)
    window.open("/wilayah/")
    window.look("wilayah")
