"""
Files that no row names: a site killed between a file and its row, or a deed undone after it, leaves
what a citizen sent on the disk, where no date of erasure would find it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import structlog
from django.core.files.storage import Storage

from luwes.services.models import CaseFile, DraftFile

FOLDER: Final = "services"  # all that citizens and officers send, and nothing else
YOUNG = timedelta(days=1)  # its row may be on its way
AT_ONCE = 500


def drop(*, now: datetime) -> int:
    """Delete them, but the young; how many. One that fails is reported and left for the next night."""
    storage = CaseFile.file.field.storage
    below, dropped = _below(storage, FOLDER), 0
    while names := set(islice(below, AT_ONCE)):
        dropped += sum(_drop(storage, name, now - YOUNG) for name in sorted(names - _named(names)))
    return dropped


def _below(storage: Storage, folder: str) -> Iterator[str]:
    if not storage.exists(folder):
        return
    folders, names = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for one in folders:
        yield from _below(storage, f"{folder}/{one}")


def _named(names: set[str]) -> set[str]:
    cases = CaseFile.objects.filter(file__in=names).order_by().values_list("file", flat=True)
    drafts = DraftFile.objects.filter(file__in=names).order_by().values_list("file", flat=True)
    return {*cases, *drafts}


def _drop(storage: Storage, name: str, before: datetime) -> bool:
    try:
        if storage.get_modified_time(name) >= before:
            return False
        storage.delete(name)
    except OSError:
        structlog.get_logger(__name__).exception("stray file not deleted", file=name)
        return False
    return True
