"""Makes the README's screenshots from the demonstration, into docs/screens.

The story is played twice: to its end for the pages of people in the field, then to the point where a
plan waits for its decision. The demonstration must not run meanwhile: both use the same database.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import demo
from browser import program as browser_program
from playwright.sync_api import Browser, sync_playwright

PORT = 8055
FOLDER = demo.ROOT / "docs" / "screens"
WIDE, PHONE = (1280, 860), (390, 780)


@dataclass(frozen=True)
class Screen:
    """`look` gives the user and the page's path."""

    name: str
    look: Callable[[], tuple[Any, str]]
    size: tuple[int, int] = WIDE


def main() -> int:
    os.environ["LUWES_ENV"] = "demo"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luwes.project.settings")
    import django

    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    env = demo.environment(PORT, os.environ["DATABASE_URL"])
    with demo.claimed(PORT) as ours, sync_playwright() as playwright:
        if not ours:
            print("The demo runs: make stop first.")
            return 1
        browser = playwright.chromium.launch(
            executable_path=browser_program(), args=["--no-sandbox"]
        )
        for command, screens in (
            (["demo_check"], [Screen("papan-situasi", _board), Screen("tugas-saya", _task, PHONE)]),
            (
                ["demo", "--anew"],
                [Screen("beranda", _home), Screen("tinjau-rencana", _plan)],
            ),
        ):
            for ready in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
                subprocess.run([demo.BIN / "luwes", *ready], env=env, cwd=demo.ROOT, check=True)
            subprocess.run([demo.BIN / "luwes", *command], env=env, cwd=demo.ROOT, check=True)
            env["LUWES_CLOCK"] = demo.moment()
            with _site(env):
                for screen in screens:
                    _shoot(browser, screen)
    return 0


@contextmanager
def _site(env: dict[str, str]) -> Iterator[None]:
    children = [demo.start(demo.commands(PORT)[0], env)]
    try:
        if not demo.wait_until_it_answers(PORT, children):
            raise SystemExit("The site did not start.")
        yield
    finally:
        demo.end(children)


def _shoot(browser: Browser, screen: Screen) -> None:
    user, path = screen.look()
    width, height = screen.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=2, locale="id-ID"
    )
    cookie = {"name": "sessionid", "value": _session(user), "url": demo.address(PORT)}
    context.add_cookies([cookie])
    page = context.new_page()
    answer = page.goto(demo.address(PORT).rstrip("/") + path, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{path} answers {answer and answer.status} to {user}")
    page.screenshot(path=FOLDER / f"{screen.name}.png")
    context.close()
    print(f"docs/screens/{screen.name}.png")


def _session(user: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def _incident() -> Any:
    from luwes.mobilisation.models import Incident

    return Incident.objects.latest("declared_at")


def _user(name: str) -> Any:
    from luwes.accounts.models import User

    return User.objects.get(username=name)


def _home() -> tuple[Any, str]:
    return _user("bpbd"), "/"


def _plan() -> tuple[Any, str]:
    from django.urls import reverse

    from luwes.staffing.models import Plan

    return _user("sekda"), reverse("staffing:plan", args=[Plan.objects.latest("pk").pk])


def _board() -> tuple[Any, str]:
    from django.urls import reverse

    return _user("bpbd"), reverse("mobilisation:board", args=[_incident().pk])


def _task() -> tuple[Any, str]:
    from django.urls import reverse

    from luwes.staffing.models import Assignment

    row = Assignment.objects.filter(state="active", employee__user__isnull=False).earliest("pk")
    return row.employee.user, reverse("staffing:duty", args=[row.pk])


if __name__ == "__main__":
    sys.exit(main())
