"""Chromium against a running site: signed in as anybody, at a phone's and a desk's width."""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from luwes.accounts.models import User

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "build" / "screens"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KEEPS_PICTURES = os.environ.get("LUWES_PICTURES", "1") == "1"
PHONE, DESK = (360, 740), (1280, 860)
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--lang=id", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# What the browser itself says of an answer, and of a network that a test takes away.
NO_FAULTS = ("status of 4", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_CONNECTION_RESET")
# axe leaves empty style attributes behind; htmx would carry them over, against our policy
TIDY = """document.querySelectorAll('[style=""]').forEach((e) => e.removeAttribute("style"))"""
AXE_RUN = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]});
  return found.violations.map(v => `${v.id}: ${v.help} ${v.nodes.map(n => n.html).slice(0, 3).join(" ")}`);
}"""


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.fspath).is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker("browser")
            item.add_marker(pytest.mark.django_db(transaction=True))


def _program() -> str:
    known = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    found = next(filter(None, known), "")
    assert found, "Chromium is missing: make chromium"
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one file at a time: Playwright keeps a loop in this thread, where no job can run then."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program(), args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Visit:
    """One browser window, signed in as one person; `faults` are scripts' errors and refused contents."""

    page: Page
    site: str
    width: int
    faults: list[str]

    def open(self, path: str, *, status: int = 200) -> Page:
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == status, f"{path} answers {answer.status}"
        return self.page

    def keep_picture(self, name: str, *, whole: bool = True) -> None:
        """In build/screens: the page in a window as tall as it is, so that a fixed bar stands at its end."""
        if not KEEPS_PICTURES:
            return
        SCREENS.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size
        assert size is not None
        if whole:
            tall = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": self.width, "height": max(size["height"], tall)})
        self.page.screenshot(path=SCREENS / f"{name}-{self.width}.png")
        self.page.set_viewport_size(size)

    def look(self, name: str) -> None:
        """Hold the page to what every page must be, and keep a picture in build/screens."""
        self.page.wait_for_load_state()  # after a click the next page may not have begun
        self.keep_picture(name)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{name} is {wide} px wide on a screen of {self.width}"
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(_axe())
        violations = self.page.evaluate(AXE_RUN)
        self.page.evaluate(TIDY)
        assert not violations, "\n".join(violations)
        assert not self.faults, "\n".join(self.faults)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A test that takes `visit` runs once at each width."""
    return tuple(request.param)


LIKE_HERE: dict[str, Any] = {
    "locale": "id-ID", "timezone_id": "Asia/Jakarta", "reduced_motion": "reduce",
}  # fmt: skip


def _signed_in(context: BrowserContext, site: str, client: Any, user: "User | None") -> Visit:
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    page = context.new_page()
    page.set_default_timeout(30_000)  # how long a busy machine may take, no measure of speed
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda m: (
            faults.append(m.text)
            if m.type == "error" and not any(known in m.text for known in NO_FAULTS)
            else None
        ),
    )
    size = page.viewport_size
    assert size is not None
    return Visit(page, site, size["width"], faults)


@pytest.fixture
def visit(
    chromium: Browser, live_server: Any, size: tuple[int, int], client: Any
) -> Iterator[Callable[["User | None"], Visit]]:
    """`visit(user)` opens a window for a person; `visit(None)` for a stranger."""
    opened: list[BrowserContext] = []

    def enter(user: "User | None") -> Visit:
        width, height = size
        context = chromium.new_context(viewport={"width": width, "height": height}, **LIKE_HERE)
        opened.append(context)
        return _signed_in(context, live_server.url, client, user)

    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def phone(
    chromium: Browser, live_server: Any, size: tuple[int, int], client: Any, tmp_path: Path
) -> Iterator[Callable[["User | None"], Visit]]:
    """
    As `visit`, in a browser that keeps its store on a disk, one for the test.

    A window of `visit` keeps it in memory, and may lose it with its last page.
    """
    opened: list[BrowserContext] = []

    def enter(user: "User | None") -> Visit:
        width, height = size
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "phone", executable_path=_program(), args=ARGUMENTS,
            viewport={"width": width, "height": height}, **LIKE_HERE,
        )  # fmt: skip
        opened.append(context)
        return _signed_in(context, live_server.url, client, user)

    yield enter
    for context in opened:
        context.close()
