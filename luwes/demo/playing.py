"""Plays the story on a database made anew, and tells what happened."""

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from luwes.accounts.models import User
from luwes.demo import story
from luwes.demo.story import Step, Story
from luwes.mobilisation.models import Incident


def empty_database() -> None:
    """
    Every table without its rows; migrations stay. For the demonstration only.

    :raises CommandError: in production, and where somebody's own data are
    """
    if settings.ENV == "production":
        raise CommandError("Bukan untuk lingkungan produksi: basis data dikosongkan.")
    if User.objects.filter(is_demo=False).exists():
        raise CommandError(
            "Basis data ini berisi data yang bukan contoh, dan demo akan mengosongkannya. "
            "Tunjuk basis data lain dengan DATABASE_URL."
        )
    with connection.cursor() as cursor:
        tables = [
            t for t in connection.introspection.table_names(cursor) if t != "django_migrations"
        ]
        names = ", ".join(connection.ops.quote_name(t) for t in tables)
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    call_command("migrate", verbosity=0)


PEOPLE, FEWEST, MOST = 6000, 50, 200_000


def asked() -> int | None:
    """
    How many people `PEOPLE` asks for; None where it is silent.

    :raises CommandError: where it is no number that the story can be played with
    """
    text = os.environ.get("PEOPLE", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and FEWEST <= int(text) <= MOST):
        raise CommandError(f"PEOPLE={text}: tulis bilangan dari {FEWEST} sampai {MOST}.")
    return int(text)


def played() -> dict[str, Any]:
    """What was played last on this database: the moment it ended at, and for how many people."""
    mark = _mark()
    known: dict[str, Any] = json.loads(mark.read_text()) if mark.exists() else {}
    return known if known and Incident.objects.exists() else {}


def _mark() -> Path:
    return Path(settings.STATE) / "demo.json"


def play(*, whole: bool, tell: Callable[[str], Any]) -> tuple[Story, bool]:
    """
    On an emptied database play up to the decision, or the whole story.

    Whether every step was good comes with it; the first that is not ends it.
    """
    people = asked() or PEOPLE
    empty_database()
    _mark().unlink(missing_ok=True)
    shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)  # mail of the story told before
    told, good = tell_story(Story(people, Path(settings.STATE) / "population"), whole, tell)
    if good:
        remember(told.at, told.count, whole=whole)
    return told, good


def remember(moment: datetime, people: int, *, whole: bool = True) -> None:
    """So that the demonstration goes on from this moment."""
    mark = {"moment": moment.isoformat(), "people": people, "whole": whole}
    _mark().write_text(json.dumps(mark))


def tell_story(told: Story, whole: bool, tell: Callable[[str], Any]) -> tuple[Story, bool]:
    for name, step in (*story.UNTIL_DECISION, *(story.AFTER if whole else ())):
        done = told.play(name, step)
        tell(line(done))
        if not done.ok:
            return told, False
    return told, True


def line(step: Step) -> str:
    mark = "ok" if step.ok else "GAGAL"
    figures = ", ".join(f"{key} {_short(value)}" for key, value in step.figures.items())
    return f"{mark:5} {step.name:9} {step.seconds:7.2f} s  {figures}"


def _short(value: Any) -> str:
    text = (
        json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, dict)
        else str(value)
    )
    return text if len(text) <= 160 else text[:157] + "…"


def write(path: Path, told: Story, began: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    steps = [
        {"name": s.name, "ok": s.ok, "seconds": s.seconds, "figures": s.figures} for s in told.steps
    ]
    whole = {"seconds": round(time.perf_counter() - began, 2), "steps": steps}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1, default=str))
