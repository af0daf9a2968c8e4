"""Answers kept ready, of a government or of one of its services."""

import re
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.organisation.models import Agency
from luwes.services import access
from luwes.services.models import CannedAnswer, Service


@transaction.atomic
def write(
    *, agency: Agency, service: Service | None, title: str, text: str, on: date, by: User,
    row: CannedAnswer | None = None,
) -> CannedAnswer:  # fmt: skip
    """
    Add an answer, or change `row`.

    :raises Refused: without title or text, or when there is one of this title
    """
    require(access.can_write_canned(by, agency, service, on))
    lock(agency)
    problems = []
    if not title.strip():
        problems.append(Problem(_("Tulis judulnya."), "title"))
    if not text.strip():
        problems.append(Problem(_("Tulis isinya."), "text"))
    others = CannedAnswer.objects.filter(agency=agency, service=service, title=title.strip())
    if (others.exclude(pk=row.pk) if row else others).exists():
        problems.append(Problem(_("Sudah ada jawaban dengan judul ini."), "title"))
    refuse(problems)
    if row is None:
        row = CannedAnswer(agency=agency)
    else:
        require(access.can_write_canned(by, row.agency, row.service, on))
    row.agency, row.service = agency, service
    row.title, row.text = title.strip(), text.strip()
    row.save()
    return row


@transaction.atomic
def remove(*, row: CannedAnswer, on: date, by: User) -> None:
    require(access.can_write_canned(by, row.agency, row.service, on))
    CannedAnswer.objects.filter(pk=row.pk).delete()


def filled(text: str, values: Mapping[str, str]) -> str:
    """{nama} and its like with their values; what is unknown or empty stays for the officer to see."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1]) or found[0], text)
