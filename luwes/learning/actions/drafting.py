"""How a draft is held while it changes, how a change is kept, and how pictures go."""

from datetime import date
from functools import partial

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.learning import access
from luwes.learning.models import ModulePicture, ModuleVersion
from luwes.learning.rules.states import VersionState


def hold(draft: ModuleVersion, revision: int, on: date, by: User) -> None:
    """:raises Refused: when another has changed the draft since, or it is none any more"""
    require(access.can_manage(by, draft.module, on))
    try:
        lock(draft)
    except ModuleVersion.DoesNotExist as gone:
        raise Refused(changed()) from gone
    if draft.state != VersionState.DRAFT.value:
        refuse([Problem(_("Versi ini sudah diberlakukan; mulai rancangan baru."))])
    if draft.revision != revision:
        refuse([changed()])


def changed() -> Problem:
    return Problem(_("Rancangan ini baru saja diubah orang lain. Lihat yang terbaru, lalu ulangi."))


def keep(draft: ModuleVersion, fields: list[str], what: str, by: User) -> None:
    draft.revision += 1
    draft.save(update_fields=[*fields, "revision"])
    module = draft.module
    audit.record(
        by, "learning.draft_changed", module, chain=str(module.agency_id), version=draft.number,
        what=what,
    )  # fmt: skip


def forget_files(rows: QuerySet[ModulePicture]) -> None:
    """Rows at once; a file once that is certain, and only where no other version shows it."""
    for row in rows.order_by("pk"):
        name, storage = row.file.name, row.file.storage
        row.delete()
        transaction.on_commit(partial(_forget_file, str(name), storage), robust=True)


def _forget_file(name: str, storage: Storage) -> None:
    if not ModulePicture.objects.filter(file=name).exists():
        storage.delete(name)
