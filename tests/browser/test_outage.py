"""The database is lost while somebody types: a page says so, and what was typed is still there."""

from collections.abc import Callable

from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.tests.builders import an_administrator
from luwes.project.tests.databases import lost_database
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_what_was_typed_survives_a_lost_database(visit: Enter) -> None:
    window = visit(an_administrator())
    window.open(reverse("accounts:new_user"))
    window.page.get_by_label("Nama", exact=True).fill("Siti Rekaan")
    with lost_database():
        window.page.get_by_role("button", name="Buat akun").click()
        window.page.get_by_role(
            "heading", name="Luwes sedang terputus dari basis datanya"
        ).wait_for()
        window.faults.clear()  # that the answer was 503
        window.look("terputus")
    window.page.go_back()
    window.page.reload()
    assert window.page.get_by_label("Nama", exact=True).input_value() == "Siti Rekaan"
