"""Messages: the inbox, the own order of channels, and what the sender sees of delivery."""

from collections.abc import Callable

from luwes.accounts.models import User
from luwes.notifications.models import Attempt
from luwes.people.models import Employee
from luwes.staffing.actions import issue
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_a_person_chooses_the_order_of_channels(visit: Enter) -> None:
    flood = Flood()
    person = flood.a_person("Rina Oktaviani", email="rina@contoh.invalid", phone="+628110000001")
    window = visit(person.user)
    page = window.open("/pesan/pengaturan/")
    page.get_by_label("Surel dulu, WhatsApp/SMS bila gagal").check()
    page.get_by_role("button", name="Simpan urutan").click()
    page.get_by_text("Urutan saluran disimpan.").wait_for()
    assert Employee.objects.get(pk=person.pk).channels == ["email", "gateway"]
    page.get_by_role("button", name="Kirim pesan coba").click()
    page.get_by_text("Pesan coba terakhir").wait_for()
    window.look("pesan-pengaturan")
    window.open("/pesan/")
    window.look("pesan")


def test_the_coordinator_sees_whom_the_letters_reached(visit: Enter) -> None:
    flood = Flood()
    for name in ("Rina Oktaviani", "Budi Hartono", "Siti Rohmah"):
        flood.sent(employee=flood.a_person(name, email=f"{name[:4].lower()}@contoh.invalid"))
    issue.tell(plan_id=flood.plan.pk)
    mails = Attempt.objects.filter(channel="email").order_by("pk")
    mails.filter(pk=mails[0].pk).update(state="sent")
    mails.filter(pk=mails[1].pk).update(state="failed", error="SMTP 550")
    window = visit(flood.coordinator)
    page = window.open("/pesan/terkirim/")
    window.look("pesan-terkirim")
    page.get_by_role("link", name="Anda ditugaskan").click()
    page.get_by_role("heading", name="1 orang belum terjangkau").wait_for()
    window.look("pesan-terkirim-rinci")
    page.get_by_role("link", name="Belum sampai").click()
    page.get_by_text("Siti Rohmah").wait_for()
    assert page.get_by_text("Rina Oktaviani").count() == 0
