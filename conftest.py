"""The tests' database: one migrated template per state of the migrations, cloned per run and worker."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luwes.project.settings")
os.environ.setdefault("LUWES_ENV", "test")
# Small tables, and as many test processes as there are cores: threads would only wait for one another.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
os.environ.setdefault("LUWES_STATE", str(ROOT / ".luwes" / "test"))
if not os.environ.get("DATABASE_URL"):
    from luwes.project import postgres

    postgres.ensure()

# Only now may the settings be read: they take the lines above from the environment.
from django.conf import settings  # noqa: E402
from django.template import engines  # noqa: E402
from django.template.base import FilterExpression, Node  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as settings_of_properties  # noqa: E402

# A weak hash is a quick one, and a static file is looked for when it is asked for.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.WHITENOISE_AUTOREFRESH = True
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

# How long an example takes to draw says how busy the machine is, and nothing about the code.
settings_of_properties.register_profile("noisy", suppress_health_check=[HealthCheck.too_slow])
settings_of_properties.load_profile("noisy")

RUN = os.environ.setdefault("LUWES_TEST_RUN", str(os.getpid()))


class Undefined(str):
    """Stands for an undefined variable in a template: fails in ours, stays empty in others'."""

    def __bool__(self) -> bool:
        """Django asks so before it uses us; everywhere else an empty text is false."""
        return sys._getframe(1).f_code is FilterExpression.resolve.__code__

    def __contains__(self, part: object) -> bool:
        return part == "%s"  # so that Django hands us the variable's name

    def __mod__(self, variable: object) -> str:
        frame = sys._getframe(1)
        while frame.f_back and not isinstance(frame.f_locals.get("self"), Node):
            frame = frame.f_back
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if origin and str(origin.name).startswith(str(ROOT / "luwes")):
            raise AssertionError(f"undefined template variable {variable} in {origin.name}")
        return ""


@pytest.fixture(scope="session")
def long_form() -> bool:
    """Whether slow tests run in their long form (make test-all)."""
    return os.environ.get("LUWES_SLOW") == "1"


@pytest.fixture(autouse=True)
def the_clock_is_put_back() -> Iterator[None]:
    """Whatever moment a test lets the clock stand at, the next one begins with the clock as it was."""
    before = settings.LUWES_CLOCK
    yield
    settings.LUWES_CLOCK = before


@pytest.fixture(scope="session", autouse=True)
def undefined_template_variables_fail() -> None:
    for engine in engines.all():
        engine.engine.string_if_invalid = Undefined()


def _state_of_migrations() -> str:
    digest = hashlib.sha256()
    folders = [ROOT / "luwes", ROOT / "requirements" / "base.txt"]
    files = sorted(folders[0].glob("*/migrations/*.py"))
    for path in [*files, folders[1]]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _clear_leftovers(connection: psycopg.Connection[tuple[str]], template: str) -> None:
    """Drop clones of runs that are no more, and templates of older migrations."""
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'luwes\\_t%'")
    for (name,) in rows.fetchall():
        run = re.fullmatch(r"luwes_t_(\d+)_.*", name)
        dead = run and not Path(f"/proc/{run[1]}").exists()
        old = name.startswith("luwes_template_") and not name.startswith(template)
        if dead or old:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_template(connection: psycopg.Connection[tuple[str]], template: str) -> None:
    from django.core.management import call_command
    from django.db import connection as django_connection

    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
    if known.fetchone():
        return
    half = f"{template}_half"
    connection.execute(f'DROP DATABASE IF EXISTS "{half}" WITH (FORCE)')
    connection.execute(f'CREATE DATABASE "{half}"')
    django_connection.settings_dict["NAME"] = half
    call_command("migrate", verbosity=0)
    django_connection.cursor().execute(UNWATCHED)
    django_connection.close()
    connection.execute(f'ALTER DATABASE "{half}" RENAME TO "{template}"')


# The server counts rows that other connections can see: of what a test has not committed, none. Whatever
# is read after such a count is planned for empty tables, and may take minutes.
UNWATCHED = """DO $$ DECLARE name text; BEGIN
FOR name IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
LOOP EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', name); END LOOP; END $$"""

# Migrations fill these; what a test leaves in all the others is deleted.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}
SWEEP = """DO $$ DECLARE name text; BEGIN
  LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE;
  SET LOCAL session_replication_role = replica;
  FOREACH name IN ARRAY '{{{tables}}}'::text[] LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
END $$"""


def _sweep(_test_case: object) -> None:
    """
    Empty the tables after a test that committed, past triggers and keys.

    Django truncates every table, a new file each for it and its indexes, and writes content types
    and permissions anew: a hundred times as long. The locks wait for whoever still writes.
    """
    from django.db import connection

    names = set(
        connection.introspection.django_table_names(only_existing=True, include_views=False)
    )
    with connection.cursor() as cursor:
        cursor.execute(SWEEP.format(tables=",".join(sorted(names - KEPT))))


@pytest.fixture(scope="session", autouse=True)
def tests_that_commit_are_swept_up_after() -> None:
    TransactionTestCase._fixture_teardown = _sweep


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    from django.db import connection as django_connection

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    template, clone = f"luwes_template_{_state_of_migrations()}", f"luwes_t_{RUN}_{worker}"
    config = settings.DATABASES["default"]
    admin = {
        "host": config["HOST"],
        "port": config["PORT"],
        "user": config["USER"],
        "password": config["PASSWORD"],
    }
    with (
        django_db_blocker.unblock(),
        psycopg.connect(
            **{k: v for k, v in admin.items() if v}, dbname="postgres", autocommit=True
        ) as connection,
    ):
        connection.execute("SELECT pg_advisory_lock(hashtext('luwes tests'))")
        _clear_leftovers(connection, template)
        _make_template(connection, template)
        connection.execute(f'CREATE DATABASE "{clone}" TEMPLATE "{template}"')
        connection.execute("SELECT pg_advisory_unlock(hashtext('luwes tests'))")
        django_connection.settings_dict["NAME"] = clone
        django_connection.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"
        os.environ["LUWES_TEST_DATABASE"] = clone
        yield
        django_connection.close()
        connection.execute(f'DROP DATABASE IF EXISTS "{clone}" WITH (FORCE)')


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At how many points of the code workers were killed, when they were."""
    from luwes.core.tests.points import points

    passed = {report.nodeid for report in terminalreporter.getreports("passed")}
    killed = [name for name in points() if any(node.endswith(f"[{name}]") for node in passed)]
    if killed:
        kinds = sorted({name.partition(".")[0] for name in killed})
        terminalreporter.write_line(
            f"workers killed at {len(killed)} of {len(points())} points: {', '.join(kinds)}"
        )
