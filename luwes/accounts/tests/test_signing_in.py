"""The door: who comes in, who is kept out, and the second factor from enrolment to recovery code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from luwes.accounts import actions
from luwes.accounts.models import Session, User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import PASSWORD, a_grant, a_user, an_administrator, code_now
from luwes.core import clock

HOME = "/akun/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, login: str, password: str = PASSWORD, to: str = HOME) -> HttpResponse:
    return client.post("/masuk/login/", {"login": login, "password": password, "next": to})  # type: ignore[return-value]


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["wulan", "WULAN", "wulan@contoh.go.id", "Wulan@Contoh.go.id"])
def test_one_signs_in_by_user_name_or_e_mail(client: Client, login: str) -> None:
    a_user(password=PASSWORD, email="wulan@contoh.go.id")
    answer = sign_in(client, login)
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert is_in(client)


@pytest.mark.django_db
def test_a_wrong_password_is_said_beside_what_was_typed(client: Client) -> None:
    a_user(password=PASSWORD)
    page = sign_in(client, "wulan", "keliru-3").content.decode()
    assert "Nama pengguna atau kata sandi tidak cocok." in page
    assert 'value="wulan"' in page
    assert "keliru-3" not in page
    assert not is_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(client: Client, to: str, settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = HOME
    a_user(password=PASSWORD)
    assert sign_in(client, "wulan", to=to)["Location"] == HOME


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["wulan", "wulan@contoh.go.id"])
def test_after_five_failures_even_the_right_password_waits(client: Client, login: str) -> None:
    a_user(password=PASSWORD, email="wulan@contoh.go.id")
    answers = [sign_in(client, login, f"salah-{n}") for n in range(5)]
    assert [a.status_code for a in answers[:4]] == [200] * 4
    assert answers[4].status_code == 429
    assert "Terlalu banyak percobaan masuk" in answers[4].content.decode()
    assert sign_in(client, login).status_code == 429
    assert not is_in(client)


@pytest.mark.django_db
def test_others_come_in_while_one_name_is_locked(client: Client) -> None:
    a_user(password=PASSWORD)
    a_user("agus", password=PASSWORD)
    for n in range(5):
        sign_in(client, "wulan", f"salah-{n}")
    assert sign_in(client, "agus").status_code == 302


@pytest.mark.django_db
def test_a_whole_office_behind_one_address_comes_in(client: Client) -> None:
    for n in range(35):
        a_user(f"u{n}", password="")
    answers = {sign_in(client, f"u{n}", "keliru").status_code for n in range(35)}
    assert answers == {200}


@pytest.mark.django_db
def test_a_closed_account_stays_out(client: Client) -> None:
    a_user(password=PASSWORD, is_active=False)
    sign_in(client, "wulan")
    assert not is_in(client)


@pytest.mark.django_db
def test_a_demo_account_stays_out_in_production_and_is_put_out_of_a_running_session(
    client: Client, settings: Any
) -> None:
    a_user(password=PASSWORD, is_demo=True)
    sign_in(client, "wulan")
    assert is_in(client)
    settings.ENV = "production"
    assert not is_in(client)
    answer = sign_in(client, "wulan")
    assert answer["Location"] == reverse("account_inactive")
    assert "akun contoh" in client.get(answer["Location"]).content.decode()
    assert not is_in(client)


@pytest.mark.django_db
def test_nobody_makes_an_account_at_the_door(client: Client) -> None:
    client.post(
        "/masuk/signup/",
        {"username": "baru", "email": "b@contoh.go.id", "password1": PASSWORD},
    )
    assert not User.objects.exists()


@pytest.mark.django_db
def test_signing_out_asks_first_and_then_ends_the_session(client: Client) -> None:
    client.force_login(a_user())
    assert "Keluar dari Luwes?" in client.get("/masuk/logout/").content.decode()
    client.post("/masuk/logout/")
    assert not is_in(client)


def enrol(client: Client, password: str = PASSWORD) -> str:
    """Through the pages, as a person does; returns the secret."""
    address = reverse("mfa_activate_totp")
    page = client.get(address, follow=True)
    if page.request["PATH_INFO"] == reverse("account_reauthenticate"):
        assert "Ini benar Anda?" in page.content.decode()
        again = {"password": password, "next": address}
        page = client.post(reverse("account_reauthenticate"), again, follow=True)
    assert "Pasang faktor kedua" in page.content.decode()
    secret = str(page.context["form"].secret)
    done = client.post(address, {"code": code_now(secret)}, follow=True)
    assert done.request["PATH_INFO"] == reverse("mfa_view_recovery_codes")
    return secret


@pytest.mark.django_db
def test_the_second_factor_from_enrolment_to_recovery_code(client: Client) -> None:
    user = a_user(password=PASSWORD, email="wulan@contoh.go.id")
    sign_in(client, "wulan")
    secret = enrol(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    client.post("/masuk/logout/")

    assert sign_in(client, "wulan")["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)  # the password alone is not enough
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert is_in(client)
    client.post("/masuk/logout/")

    sign_in(client, "wulan")
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(client)
    client.post("/masuk/logout/")
    sign_in(client, "wulan")
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(client)  # a recovery code opens once
    assert Authenticator.objects.filter(user=user).count() == 2


@pytest.mark.django_db
def test_the_key_of_the_second_factor_lies_encrypted(client: Client) -> None:
    a_user(password=PASSWORD)
    sign_in(client, "wulan")
    secret = enrol(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        assert all(secret not in row[0] for row in cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.APPROVER])
def test_powerful_roles_see_nothing_before_their_second_factor(
    client: Client, settings: Any, role: Role
) -> None:
    settings.LUWES_REQUIRE_MFA = True
    a_grant(a_user(password=PASSWORD), role)
    sign_in(client, "wulan")
    assert client.get(HOME)["Location"] == reverse("mfa_activate_totp")
    part = client.get(HOME, headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == reverse("mfa_activate_totp")
    enrol(client)
    assert is_in(client)


@pytest.mark.django_db
def test_others_may_do_without_and_where_it_is_not_forced_it_is_advised(
    client: Client, settings: Any
) -> None:
    settings.LUWES_REQUIRE_MFA = True
    a_grant(a_user("agus", password=PASSWORD), Role.COORDINATOR)
    sign_in(client, "agus")
    assert is_in(client)
    client.logout()
    settings.LUWES_REQUIRE_MFA = False
    an_administrator(password=PASSWORD)
    sign_in(client, "kelola")
    assert "Peran Anda memerlukan faktor kedua" in client.get(HOME).content.decode()


@pytest.mark.django_db
def test_an_idle_session_ends_and_leads_back_to_the_page(client: Client, settings: Any) -> None:
    settings.LUWES_IDLE_MINUTES = 30
    client.force_login(a_user())
    assert is_in(client)
    age(client, minutes=29)
    assert is_in(client)
    age(client, minutes=31)
    answer = client.get("/akun/?tab=1")
    assert answer["Location"] == "/masuk/login/?next=%2Fakun%2F%3Ftab%3D1"
    assert "lama tidak aktif" in client.get(answer["Location"]).content.decode()
    assert not is_in(client)


@pytest.mark.django_db
def test_a_session_ended_by_another_process_of_the_site_is_over_everywhere(client: Client) -> None:
    client.force_login(a_user())
    assert is_in(client)
    with connection.cursor() as cursor:  # as the other process writes it
        cursor.execute("DELETE FROM accounts_session")
    assert not is_in(client)


@pytest.mark.django_db
def test_a_closed_account_is_out_at_once_and_does_not_come_back_with_its_old_session(
    client: Client,
) -> None:
    wulan, keeper = a_user(), an_administrator()
    client.force_login(wulan)
    assert is_in(client)
    told = {"name": wulan.name, "email": wulan.email, "by": keeper}
    actions.change_user(user=wulan, is_active=False, **told)
    assert not is_in(client)
    actions.change_user(user=wulan, is_active=True, **told)
    assert not is_in(client)


@pytest.mark.django_db
def test_two_people_at_one_browser_are_never_taken_for_each_other(client: Client) -> None:
    for user in (a_user(), an_administrator(), None):
        if user:
            client.force_login(user)
        else:
            client.logout()
        page = client.get(HOME)
        assert (page.wsgi_request.user.pk if user else None) == (user and user.pk)
        assert page.status_code == (200 if user else 302)


@pytest.mark.django_db
def test_sessions_whose_time_is_over_are_forgotten(client: Client) -> None:
    client.force_login(a_user())
    assert is_in(client)
    actions.forget_sessions(now=clock.now() + timedelta(days=1))
    assert is_in(client)
    actions.forget_sessions(now=clock.now() + timedelta(days=90))
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_form_sent_too_late_leads_back_to_its_page_not_to_another_site(
    client: Client, settings: Any
) -> None:
    settings.LUWES_IDLE_MINUTES = 30
    for referer, back in (
        ("http://testserver/pengguna/baru/", "%2Fpengguna%2Fbaru%2F"),
        ("https://jahat.example/x", "%2F"),
    ):
        client.force_login(User.objects.first() or a_user())
        client.get(HOME)
        age(client, minutes=31)
        answer = client.post(HOME, {"name": "x"}, headers={"Referer": referer})
        assert answer["Location"] == f"/masuk/login/?next={back}"


def age(client: Client, *, minutes: int) -> None:
    """Let the session have been quiet for so long."""
    from datetime import datetime

    session = client.session
    seen = datetime.fromisoformat(session["luwes_seen"])
    session["luwes_seen"] = (seen - timedelta(minutes=minutes)).isoformat()
    session.save()


@pytest.mark.django_db
def test_an_old_e_mail_opens_nothing_after_it_was_changed(client: Client) -> None:
    user = a_user(password=PASSWORD, email="lama@contoh.go.id")
    sign_in(client, "lama@contoh.go.id")
    assert is_in(client)
    client.logout()
    actions.change_user(
        user=user, name="W", email="baru@contoh.go.id", is_active=True, by=an_administrator()
    )
    sign_in(client, "lama@contoh.go.id")
    assert not is_in(client)
    sign_in(client, "baru@contoh.go.id")
    assert is_in(client)


@pytest.mark.django_db
def test_a_forgotten_password_is_made_anew_by_a_link_in_a_mail(
    client: Client, mailoutbox: list[Any]
) -> None:
    a_user(email="wulan@contoh.go.id", password=PASSWORD)
    page = client.post(
        reverse("account_reset_password"), {"email": "wulan@contoh.go.id"}, follow=True
    )
    assert "wulan" not in page.content.decode()
    link = re.search(r"http://testserver(/masuk/\S+)", mailoutbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    new = {"password1": "sawah-di-lereng-4", "password2": "sawah-di-lereng-4"}
    client.post(form.request["PATH_INFO"], new)
    sign_in(client, "wulan", "sawah-di-lereng-4")
    assert is_in(client)


@pytest.mark.django_db
def test_one_changes_ones_own_password(client: Client) -> None:
    a_user(password=PASSWORD)
    sign_in(client, "wulan")
    weak = {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"}
    assert client.post(reverse("account_change_password"), weak).status_code == 200
    new = "sawah-di-lereng-4"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    client.logout()
    sign_in(client, "wulan", new)
    assert is_in(client)
