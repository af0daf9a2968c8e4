"""The way in: by name and password."""

from collections.abc import Callable

from luwes.accounts.models import User
from luwes.accounts.tests.builders import PASSWORD, a_user
from tests.browser.conftest import Visit


def test_somebody_signs_in_and_sees_what_waits(visit: Callable[[User | None], Visit]) -> None:
    a_user("wulan", password=PASSWORD)
    window = visit(None)
    page = window.open("/")
    window.look("masuk")
    page.get_by_label("Nama pengguna").fill("wulan")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")
    page.locator("h1").wait_for()
    window.look("beranda-kosong")
