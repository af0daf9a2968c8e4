from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts import scopes
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.accounts.tests.builders import PASSWORD, a_grant, a_user, an_administrator

PLACES = {"3": "Dinas Kesehatan", "4": "Dinas Sosial", "5": "Balai Latihan"}


@pytest.fixture
def places() -> Iterator[None]:
    """A kind of scope as an area above would register it."""
    scopes.kinds.add(
        scopes.ScopeKind(
            "tests", "Tempat", lambda pk: PLACES.get(pk, ""),
            lambda text: [(k, v) for k, v in PLACES.items() if text.lower() in v.lower()],
        )
    )  # fmt: skip
    yield
    del scopes.kinds._entries["tests"]


@pytest.fixture
def administrator(client: Client, db: None) -> Client:
    client.force_login(an_administrator())
    return client


@pytest.mark.django_db
def test_my_account_says_who_i_am_and_what_i_may(client: Client, places: None) -> None:
    user = a_user(name="Wulandari")
    a_grant(user, Role.UNIT_HEAD, "tests", "3")
    client.force_login(user)
    page = client.get("/akun/").content.decode()
    for words in (
        "Wulandari",
        "Kepala unit",
        "Tempat: Dinas Kesehatan",
        "Berlaku",
        "Belum terpasang",
    ):
        assert words in page
    client.post("/akun/", {"name": "Wulan D."})
    user.refresh_from_db()
    assert user.name == "Wulan D."
    empty = client.post("/akun/", {"name": ""})
    assert empty.status_code == 422


@pytest.mark.django_db
def test_only_administrators_see_accounts(client: Client) -> None:
    other = a_user("agus")
    a_grant(other, Role.UNIT_HEAD)
    user = a_user()
    a_grant(user, Role.STAFFING_ANALYST)
    client.force_login(user)
    grant = Grant.objects.get(user=other).pk
    for address in (
        "",
        "baru/",
        f"{other.pk}/",
        f"{other.pk}/kewenangan/",
        f"kewenangan/{grant}/akhiri/",
    ):
        assert client.get(f"/pengguna/{address}").status_code == 403
    for address in (f"{other.pk}/kata-sandi/", f"{other.pk}/faktor-kedua/"):
        assert client.post(f"/pengguna/{address}").status_code == 403
    assert "/pengguna/" not in client.get("/akun/").content.decode()


def test_accounts_are_found_by_parts_of_name_user_name_or_e_mail(administrator: Client) -> None:
    a_user("198501", name="Siti Rahma")
    a_user("budi", name="Budi", email="budi@contoh.go.id")

    def found(text: str) -> list[str]:
        page = administrator.get("/pengguna/", {"cari": text}).context["page"]
        return [u.username for u in page.rows]

    assert found("rahma siti") == ["198501"]
    assert found("1985") == ["198501"]
    assert found("CONTOH") == ["budi"]
    assert found("tidak ada") == []


def test_the_list_costs_the_same_for_many(administrator: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            assert administrator.get("/pengguna/").status_code == 200
        return len(log)

    cost()
    one = cost()
    for n in range(60):
        a_user(f"u{n}", name="Sama")
    assert cost() == one
    first = administrator.get("/pengguna/").context["page"]
    second = administrator.get("/pengguna/", {"mulai": first.next}).context["page"]
    seen = [u.pk for u in (*first.rows, *second.rows)]
    assert len(seen) == len(set(seen)) == User.objects.count()


def test_an_account_is_made_and_given_a_role_over_a_scope(
    administrator: Client, places: None
) -> None:
    form = {"username": "siti", "name": "Siti", "email": "", "password": PASSWORD}
    answer = administrator.post("/pengguna/baru/", form, follow=True)
    assert "Akun Siti dibuat" in answer.content.decode()
    user = User.objects.get(username="siti")

    address = f"/pengguna/{user.pk}/kewenangan/"
    typed = {
        "role": "unit_head", "scope_kind": "tests", "scope_text": "dinas", "first_day": "2025-01-01",
        "last_day": "", "reason": "SK 7/2025",
    }  # fmt: skip
    searched = administrator.post(address, typed | {"cari": "1"}).content.decode()
    assert "Dinas Kesehatan" in searched
    assert "Balai Latihan" not in searched
    assert "SK 7/2025" in searched  # nothing typed is lost
    assert not Grant.objects.filter(user=user).exists()

    assert administrator.post(address, typed).status_code == 422  # no scope picked
    forged = administrator.post(address, typed | {"scope_id": "99"})
    assert forged.status_code == 422
    done = administrator.post(address, typed | {"scope_id": "4"}, follow=True).content.decode()
    assert "Tempat: Dinas Sosial" in done
    grant = Grant.objects.get(user=user)
    assert (grant.scope_kind, grant.scope_id, grant.reason) == ("tests", "4", "SK 7/2025")

    end = f"/pengguna/kewenangan/{grant.pk}/akhiri/"
    assert "Akhiri Kepala unit bagi Siti?" in administrator.get(end).content.decode()
    administrator.post(end, {"on": "2025-06-01", "reason": "mutasi"})
    grant.refresh_from_db()
    assert str(grant.period.last_day) == "2025-05-31"


def test_what_the_rules_refuse_is_shown_beside_the_field(administrator: Client) -> None:
    a_user("siti")
    form = {"username": "Siti", "name": "Siti", "email": "", "password": PASSWORD}
    answer = administrator.post("/pengguna/baru/", form)
    assert answer.status_code == 422
    assert answer.context["form"].errors["username"] == ["Nama pengguna sudah dipakai."]
    nothing = administrator.post("/pengguna/baru/", {**form, "username": "lain", "password": ""})
    assert nothing.context["form"].errors["password"]


def test_a_period_that_ends_before_it_starts_is_refused_and_nothing_typed_is_lost(
    administrator: Client,
) -> None:
    user = a_user()
    form = {
        "role": "auditor", "scope_kind": EVERYWHERE, "first_day": "2025-02-01",
        "last_day": "2025-01-01", "reason": "SK",
    }  # fmt: skip
    answer = administrator.post(f"/pengguna/{user.pk}/kewenangan/", form)
    assert answer.status_code == 422
    assert "Tanggal akhir mendahului tanggal mulai." in answer.content.decode()
    assert 'value="2025-01-01"' in answer.content.decode()


def test_a_new_password_by_the_administrator_ends_the_persons_sessions(
    administrator: Client,
) -> None:
    user = a_user(password=PASSWORD)
    theirs = Client()
    theirs.force_login(user)
    weak = administrator.post(f"/pengguna/{user.pk}/kata-sandi/", {"password": "123"})
    assert weak.status_code == 422
    administrator.post(f"/pengguna/{user.pk}/kata-sandi/", {"password": "sawah-di-lereng-4"})
    user.refresh_from_db()
    assert user.check_password("sawah-di-lereng-4")
    assert theirs.get("/akun/").status_code == 302


@pytest.mark.django_db
def test_a_script_in_a_name_stays_text(client: Client) -> None:
    admin = an_administrator(name="<script>alert(1)</script>")
    client.force_login(admin)
    for address in ("/akun/", "/pengguna/", f"/pengguna/{admin.pk}/"):
        assert "<script>alert" not in client.get(address).content.decode()
