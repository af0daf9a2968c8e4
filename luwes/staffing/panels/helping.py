"""The first page, where governments ask each other for help."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.staffing import access, aid, owners, promising, queries
from luwes.staffing.aid_rules import AidState
from luwes.staffing.models import AidRequest
from luwes.ui.home import Deed, Waits

MOST = 5


def requests(user: User, now: datetime) -> list[Waits]:
    """To be answered, to be planned, and asked by oneself without an answer in time."""
    rows = sorted(aid.open_to(user), key=lambda row: (row.answer_by, row.pk))
    if not rows:
        return []
    ids = [row.pk for row in rows]
    heads, busy = aid.heads(ids), aid.plans_under_way(ids)
    names = owners.named({(row.owner_kind, row.owner_id) for row in rows})
    found = []
    for row in rows:
        name = names[row.owner_kind, row.owner_id].name
        asked, granted, out = heads[row.pk]
        if row.state == AidState.SENT.value and access.can_answer_aid(user, row):
            found.append(_to_answer(row, name, asked))
        elif row.state == AidState.SENT.value and row.answer_by < now and access.asks_for(user, row):  # fmt: skip
            found.append(_silent(row, name))
        elif granted > out and row.pk not in busy and access.can_plan_aid(user, row):
            found += _to_plan(row, name, localdate(now))
    return found[:MOST]


def _to_answer(row: AidRequest, name: str, asked: int) -> Waits:
    page = aid.page_of(row.pk)
    title = ngettext(
        "%(agency)s meminta %(people)d orang", "%(agency)s meminta %(people)d orang", asked
    ) % {"agency": row.agency, "people": asked}  # fmt: skip
    answer = Deed(_("Jawab"), reverse("staffing:answer_aid", args=[row.pk]))
    return Waits(title, name, page, due=row.answer_by, deeds=(answer,))


def _silent(row: AidRequest, name: str) -> Waits:
    page = aid.page_of(row.pk)
    title = _("%s belum menjawab permintaan bantuan") % row.asked_name
    deed = Deed(_("Lihat"), page)
    if row.asked_id is None:
        deed = Deed(_("Catat jawaban"), reverse("staffing:record_aid_answer", args=[row.pk]))
    return Waits(title, name, page, due=row.answer_by, deeds=(deed,))


def _to_plan(row: AidRequest, name: str, on: date) -> list[Waits]:
    needs = queries.ahead(promising.needs_of(row.pk), on)
    left = promising.left(row.pk)
    people = sum(left[need.pk] for need in needs)
    if not people:
        return []
    page = reverse("staffing:make", args=[aid.KIND, row.pk])
    title = ngettext(
        "%(people)d orang yang disanggupi belum direncanakan",
        "%(people)d orang yang disanggupi belum direncanakan", people,
    ) % {"people": people}  # fmt: skip
    return [Waits(title, name, aid.page_of(row.pk), deeds=(Deed(_("Susun rencana"), page),))]
