"""Every route × every role × every scope: who gets in, and that looking changes nothing."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from luwes.accounts.rules import Role
from tests.guards import sessions
from tests.guards.addresses import FILLED, PARAMETERS, POSTED, TRACKED
from tests.guards.doors import OPEN_DOORS, ROWS
from tests.guards.visitors import Visitor, visitors
from tests.guards.world import World
from tests.guards.worlds.services import ANOTHER_SECRET, CASE_SECRET

SHUT = {401, 403, 404}
# A look may leave these: the session, sign-in bookkeeping, and the log of private readings.
LOOKING_LEAVES = (
    "accounts_session",
    "accounts_tally",
    "axes_",
    "people_privatereading",
    "audit_",
    "procrastinate",
)


@dataclass(frozen=True)
class Door:
    name: str
    parameters: tuple[str, ...]
    view: Any


def doors() -> dict[str, Door]:
    return {door.name: door for door in _walk(get_resolver(), "", ())}


def _walk(resolver: URLResolver, prefix: str, outer: tuple[str, ...]) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        inner = (*outer, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, space, inner)
        elif isinstance(entry, URLPattern):
            unnamed = f"({entry.pattern})"
            yield Door(f"{prefix}{entry.name or unnamed}", inner, entry.callback)


DOORS = doors()


def address(door: Door, world: World) -> str:
    values = {
        name: PARAMETERS.get(f"{door.name} {name}", PARAMETERS.get(name))
        for name in door.parameters
    }
    unknown = [name for name, value in values.items() if value is None]
    assert not unknown, f"tests/guards/addresses.py does not know what to put for {unknown}"
    return reverse(door.name, kwargs={name: value(world) for name, value in values.items()})


def look(client: Client, url: str) -> HttpResponseBase:
    """A GET, which may write nothing."""
    with connection.execute_wrapper(_refuse_writes):
        return client.get(url)


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    words = sql.split(None, 3)
    is_write = bool(words) and words[0].upper() in {"INSERT", "UPDATE", "DELETE"}
    if is_write and not any(name in sql for name in LOOKING_LEAVES):
        raise AssertionError(f"a GET writes: {sql[:200]}")
    return execute(sql, params, many, context)


def is_open(answer: HttpResponseBase) -> bool:
    sign_in = reverse(settings.LOGIN_URL)
    to_sign_in = answer.status_code == 302 and answer.headers["Location"].split("?")[0] == sign_in
    return answer.status_code not in SHUT and not to_sign_in


def expected(row: str, everybody: list[str]) -> set[str]:
    """The visitors that a row lets in."""
    found: set[str] = set()
    for word in row.split():
        named = _named(word.removeprefix("-"), everybody)
        unknown = named - set(everybody)
        assert not unknown, f"tests/guards/doors.py speaks of {sorted(unknown)}, whom nobody knows"
        found = found - named if word.startswith("-") else found | named
    return found


# By a part in something, and who has the like part in something else.
PARTS = {
    "representative": "other_representative",
    "trainer": "other_trainer",
    "judge": "conflicted_judge",
}


def _named(word: str, everybody: list[str]) -> set[str]:
    name = word.removesuffix("*")
    match word:
        case "anyone":
            return set(everybody)
        case "signed_in":
            return set(everybody) - {"anonymous"}
        case "nothing":
            return set()
        case _ if word in everybody:
            return {word}
        case _ if name in PARTS:
            return {name, PARTS[name]}
        case _:
            places = ["all", "here", "there"] if word.endswith("*") else ["all", "here"]
            return {f"{name}@{place}" for place in places}


def as_row(passed: set[str], everybody: list[str]) -> str:
    """The shortest row that lets in just these."""
    if passed == set(everybody):
        return "anyone"
    if passed == set(everybody) - {"anonymous"}:
        return "signed_in"
    left = set(everybody) - passed
    if len(left) < len(passed) / 2:
        return " ".join(["anyone", *(f"-{name}" for name in as_row(left, everybody).split())])
    rest, words = set(passed), []
    for name, other in PARTS.items():
        if {name, other} <= rest:
            words.append(f"{name}*")
            rest -= {name, other}
    for role in Role:
        for word, places in ((f"{role}*", ("all", "here", "there")), (f"{role}", ("all", "here"))):
            names = {f"{role}@{place}" for place in places}
            if names <= rest:
                words.append(word)
                rest -= names
    return " ".join([*words, *sorted(rest)]) or "nothing"


@dataclass(frozen=True)
class Street:
    """The world before any door, and everybody in it, signed in: name and session."""

    world: World
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def street(django_db_setup: None, django_db_blocker: Any) -> Iterator[Street]:
    """Made once; what a door adds to it is undone with its test, and this at the end of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        yield Street(world, {visitor.name: _sign_in(visitor) for visitor in visitors(world)})
        transaction.set_rollback(True)


def _sign_in(visitor: Visitor) -> str:
    if visitor.user is None:
        return ""
    client = Client()
    client.force_login(visitor.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    client.get(reverse("health"))  # from now on the session knows when it was seen
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_lets_in_whom_its_row_names_and_nobody_else(
    name: str, street: Street, long_form: bool
) -> None:
    world, names = copy(street.world), list(street.sessions)
    url = address(DOORS[name], world)
    posted = POSTED[name](world) if name in POSTED else {}
    row = ROWS.get(name)
    wanted = set(names) if row is None else expected(row, names)
    passed = _passing(street, url, posted, set(names) if long_form else wanted)
    assert row is not None, (
        f'no row for this door; today it would be\n    "{name}": "{as_row(passed, names)}",'
    )
    assert passed == wanted, (
        f"{name} ({url})\n  let in against its row: {sorted(passed - wanted)}\n"
        f'  kept out against its row: {sorted(wanted - passed)}\n  today: "{as_row(passed, names)}"'
    )


@cache
def the_site() -> ClientHandler:
    """Its middleware is loaded once, and a session is read once."""
    site = ClientHandler(enforce_csrf_checks=False)
    with override_settings(SESSION_ENGINE=sessions.__name__):
        site.load_middleware()
    return site


def client_of(session: str) -> Client:
    # a bug behind the door must be seen as itself, not as a closed door
    client = Client(raise_request_exception=True)
    client.handler = the_site()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def _passing(street: Street, url: str, posted: dict[str, Any], asked: set[str]) -> set[str]:
    """
    Who is let in: by a look, or by a POST where the door takes only that, which it tells by a 405. Who
    is not let in with a role over everything does not knock with less, but for those `asked` to.
    """
    passed: set[str] = set()
    takes_posts_only = False
    for visitor, client in _in_the_same_world(street):
        if visitor not in asked and _has_less(visitor) and _with_all(visitor) not in passed:
            continue
        answer = None if takes_posts_only else look(client, url)
        if answer is None or answer.status_code == 405:
            takes_posts_only, answer = True, client.post(url, posted)
        if is_open(answer):
            passed.add(visitor)
    return passed


def _has_less(visitor: str) -> bool:
    return visitor.endswith(("@here", "@there"))


def _with_all(visitor: str) -> str:
    return f"{visitor.partition('@')[0]}@all"


def _in_the_same_world(street: Street) -> Iterator[tuple[str, Client]]:
    """Whatever one's knock changes is undone before the next, so that everybody meets the same world."""
    before = transaction.savepoint()
    for visitor, session in street.sessions.items():
        yield visitor, client_of(session)
        transaction.set_rollback(False)  # where a deed behind the door broke off
        transaction.savepoint_rollback(before)


def _with_another_secret(name: str, world: World) -> list[str]:
    """Addresses of this door that nobody was told: a letter other, and of something else."""
    if name == "appointments:calendar_feed":
        told, others = world.calendar_secret, []
    elif "secret" in DOORS[name].parameters:
        told, others = CASE_SECRET, [ANOTHER_SECRET]
        assert world.another_case.number != world.case.number
    else:
        told = world.sent_key if name == "services:receipt" else world.draft_key
        others = [world.officer_key]
    url = address(DOORS[name], world)
    assert told in url
    return [url.replace(told, other) for other in (f"{told[:-1]}A", *others)]


def _taken(url: str) -> list[str]:
    """By which methods whoever knows the secret may come."""
    client = client_of("")
    with transaction.atomic():
        found = [m for m in ("GET", "POST") if client.generic(m, url).status_code != 405]
        transaction.set_rollback(True)
    return found


SECRET = [f"services:{name}" for name in (*TRACKED, *FILLED, "receipt")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["appointments:calendar_feed", *SECRET])
def test_what_is_known_by_a_secret_is_there_for_nobody_with_another(
    name: str, street: Street, long_form: bool
) -> None:
    world = copy(street.world)
    methods = _taken(address(DOORS[name], world))
    for url in _with_another_secret(name, world):
        for visitor, client in _in_the_same_world(street):
            if _has_less(visitor) and not long_form:
                continue
            answers = {method: client.generic(method, url).status_code for method in methods}
            assert set(answers.values()) == {404}, f"{visitor} at {url}: {answers}"


def test_every_row_has_its_door() -> None:
    assert not ROWS.keys() - DOORS.keys(), "rows of doors that are no more"
    assert not OPEN_DOORS - DOORS.keys(), "open doors that are no more"


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_is_closed_unless_it_is_on_the_list_of_open_ones(name: str) -> None:
    is_closed = getattr(DOORS[name].view, "login_required", True)
    assert is_closed != (name in OPEN_DOORS)


def test_every_route_has_a_name() -> None:
    unnamed = [name for name in DOORS if "(" in name]
    assert not unnamed, "give these routes a name, so that they can have a row"


def test_what_is_not_there_asks_for_nothing(client: Client) -> None:
    with pytest.raises(Exception, match="tidak-ada"):
        resolve("/tidak-ada/")
    assert client.get("/tidak-ada/").status_code == 404
