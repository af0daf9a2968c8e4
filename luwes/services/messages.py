"""Who is told what of a case: by its number alone; no word of a citizen, no name stands in a message."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.core import queue
from luwes.core.states import values
from luwes.notifications import actions as notifications
from luwes.notifications.actions import Recipient, Text
from luwes.notifications.models import Message
from luwes.people.addresses import account, person
from luwes.services import access, facts
from luwes.services.models import Case, CaseEntry
from luwes.services.routing import appointers, overseers
from luwes.services.rules.states import OPEN, EntryKind
from luwes.ui.tags.words import moment

TRACK = "/lacak/"  # the secret of a case is not kept, so no message can lead to the case itself
ROUTE = "services.route_waiting"
TELL, AT_ONCE = "services.tell_followers", 20
NEWS = "services.news"
READ_ALL = "services.read_all_again"
_OPEN = values(OPEN)


def page_of(case: Case) -> str:
    return reverse("services:case", args=[case.pk])


def _case(pk: int) -> Case:
    """But for what its citizen wrote, which nobody is told."""
    rows = Case.objects.select_related("officer__user")
    return rows.defer("answers", "text", "name", "phone", "email", "nik").get(pk=pk)


def _tell(
    recipients: Iterable[Recipient], kind: str, subject: str, body: str, case: Case, now: datetime
) -> None:
    notifications.tell(
        recipients=list(recipients), kind=kind, subject=subject, body=body, link=page_of(case),
        now=now,
    )  # fmt: skip


def _until(case: Case) -> str:
    return _("Tenggat berikutnya: %s.") % moment(case.due_at) if case.due_at else ""


def given(fact: facts.Given) -> None:
    case = _case(fact.case_id)
    if case.officer is None or (fact.by_id and case.officer.user_id == fact.by_id):
        return
    subject = _("%s diberikan kepada Anda") % case.number
    _tell([person(case.officer)], "services.given", subject, _until(case), case, fact.at)


def unroutable(fact: facts.Unroutable) -> None:
    case = _case(fact.case_id)
    subject = _("%s belum ada petugasnya") % case.number
    body = _("Belum ada petugas yang kompetensinya sesuai dan sedang di tempat.")
    if access.is_complaint(case):
        subject = _("%s: pengaduan menunggu Anda") % case.number
        body = _("Petugas unit yang diadukan tidak melihatnya. Ambil sendiri, atau serahkan kepada pengawas lain.")  # fmt: skip
    users = overseers(case, localdate(fact.at))
    _tell(map(account, users), "services.unroutable", subject, body, case, fact.at)
    if access.is_complaint(case) and not users:
        notifications.tell_each([_nobody_sees(case, fact.at)], now=fact.at)


def _nobody_sees(case: Case, now: datetime) -> Text:
    """To those who do not see it either, but can have somebody named who does."""
    to = [account(user) for user in appointers(case, localdate(now))]
    subject = _("%s: tidak ada yang dapat memeriksa pengaduan ini") % case.number
    body = _("Belum ada pengawas di atas unit yang diadukan selain yang juga menjawab di unit itu. Minta administrator memberi peran mengawasi kepada orang lain.")  # fmt: skip
    return Text(to, "services.unroutable", subject, body, "")


def citizen_said(fact: facts.CitizenSaid) -> None:
    case, entry = _case(fact.case_id), CaseEntry.objects.get(pk=fact.entry_id)
    subjects = {
        EntryKind.MESSAGE.value: _("Warga menulis di %s"),
        EntryKind.REOPENED.value: _("%s dibuka kembali oleh warga"),
        EntryKind.WITHDRAWN.value: _("%s ditarik oleh warga"),
    }
    if entry.kind not in subjects:
        return
    subject, is_reopened = subjects[entry.kind] % case.number, entry.kind == EntryKind.REOPENED
    kind = "services.reopened" if is_reopened else "services.citizen"
    officer = case.head.officer if case.head else case.officer
    if officer is not None:
        _tell([person(officer)], kind, subject, _until(case), case, fact.at)
    if is_reopened:
        own = officer.user_id if officer else None
        users = [user for user in overseers(case, localdate(fact.at)) if user.pk != own]
        body = _("Lihat apa yang belum beres, dan apakah petugasnya tetap.")
        _tell(map(account, users), kind, subject, body, case, fact.at)


def told(fact: facts.Told) -> None:
    _tell_citizens(fact.case_id, fact.at)


def forwarded(fact: facts.Forwarded) -> None:
    _tell_citizens(fact.case_id, fact.at)


def reminded(case: Case, now: datetime) -> None:
    """Once, the citizen for whose answer it waits; whoever left no address is only listed."""
    if not (case.phone or case.email):
        return
    subject = _("Kami masih menunggu jawaban Anda tentang %s") % case.number
    body = _("Buka halaman Lacak, lalu masukkan nomor dan kode rahasia Anda.")
    text = Text([_citizen(case)], NEWS, subject, body, TRACK)
    notifications.tell_each([text], now=now)


def _tell_citizens(case_id: int, now: datetime) -> None:
    """Also those whose reports follow the case: where they are many, later, in a job."""
    rows = _followers(case_id)
    if len(rows[: AT_ONCE + 1]) > AT_ONCE:
        queue.job(TELL).defer(case_id=case_id, at=now.isoformat())
    else:
        _tell_all(rows, now)


def tell_followers(*, case_id: int, at: datetime) -> None:
    """Of what was said `at` that moment; done again after a fault it tells nobody twice."""
    rows = list(_followers(case_id))
    keys = [_key(case) for case in rows]
    told = Message.objects.filter(kind=NEWS, recipient_key__in=keys, created_at=at)
    if not told.exists():
        _tell_all(rows, at)


def _followers(case_id: int) -> QuerySet[Case]:
    """Whoever left no address looks for themselves."""
    rows = Case.objects.filter(Q(pk=case_id) | Q(head=case_id, state="bundled"))
    rows = rows.exclude(phone="", email="")
    return rows.only("number", "phone", "email").order_by("pk")


def _tell_all(rows: Iterable[Case], now: datetime) -> None:
    """Once to each address, by the number of their first report."""
    first: dict[tuple[str, str], Case] = {}
    for case in rows:
        first.setdefault((case.phone, case.email), case)
    body = _("Buka halaman Lacak, lalu masukkan nomor dan kode rahasia Anda.")
    texts = [
        Text([_citizen(case)], NEWS, _("Ada kabar tentang %s") % case.number, body, TRACK)
        for case in first.values()
    ]
    notifications.tell_each(texts, now=now)


def _citizen(case: Case) -> Recipient:
    """Named by the number: whoever keeps messages need not know who it is."""
    return Recipient(None, _key(case), case.number, case.email, case.phone)


def _key(case: Case) -> str:
    return f"services.case:{case.pk}"


def warned(found: Sequence[facts.Warned], now: datetime) -> None:
    """One message a person, however many cases: what will be late to officers, what is to all."""
    rows = Case.objects.filter(pk__in={fact.case_id for fact in found})
    cases = {case.pk: case for case in rows.select_related("officer__user")}
    near = _by_officer(cases[fact.case_id] for fact in found if not fact.breached)
    late_cases = [cases[fact.case_id] for fact in found if fact.breached]
    late = _by_officer(late_cases)
    texts = [_warning(one, rows, False) for one, rows in near]
    texts += [_warning(one, rows, True) for one, rows in late]
    overseen, unseen = _by_overseer(late_cases, now)
    texts += [_warning(account(user), rows, True) for user, rows in overseen]
    texts += [_nobody_sees(case, now) for case in unseen]
    notifications.tell_each(texts, now=now)


def _by_officer(cases: Iterable[Case]) -> list[tuple[Recipient, list[Case]]]:
    found: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        if case.officer is not None:
            found[case.officer.pk].append(case)
    return [(person(rows[0].officer), rows) for rows in found.values() if rows[0].officer]


def _by_overseer(
    cases: Sequence[Case], now: datetime
) -> tuple[list[tuple[User, list[Case]]], list[Case]]:
    """And the complaints that nobody sees."""
    over: dict[tuple[object, ...], list[User]] = {}
    found: dict[int, tuple[User, list[Case]]] = {}
    for case in cases:
        key = _over(case)
        if key not in over:
            over[key] = overseers(case, localdate(now))
        for user in over[key]:
            if case.officer is None or case.officer.user_id != user.pk:
                found.setdefault(user.pk, (user, []))[1].append(case)
    unseen = {
        case.pk: case for case in cases if access.is_complaint(case) and not over[_over(case)]
    }
    return list(found.values()), list(unseen.values())


def _over(case: Case) -> tuple[object, ...]:
    """Cases that have these in common are overseen by the same people."""
    return case.agency_id, case.unit_id, access.is_complaint(case), case.complained_about_id


def _warning(recipient: Recipient, cases: Sequence[Case], is_late: bool) -> Text:
    unique = list({case.pk: case for case in cases}.values())
    if len(unique) == 1:
        words = _("%s lewat tenggat") if is_late else _("%s segera jatuh tempo")
        subject, link = words % unique[0].number, page_of(unique[0])
    else:
        count = len(unique)
        subject = (
            ngettext("%d perkara lewat tenggat", "%d perkara lewat tenggat", count) if is_late
            else ngettext("%d perkara segera jatuh tempo", "%d perkara segera jatuh tempo", count)
        ) % count  # fmt: skip
        link = reverse("services:desk")
    body = ", ".join(case.number for case in unique[:20])
    return Text([recipient], "services.warned", subject, body, link)


def holidays_changed(_fact: Any) -> None:
    """What is due is read again, once for many days entered together."""
    if queue.once(READ_ALL):
        queue.job(READ_ALL, lock=READ_ALL).defer(timestamp=0)


def hands_changed(_fact: Any) -> None:
    """
    Somebody learnt something, came back, got or lost a role or a post: who has what, and what waits
    for an officer, is asked again.
    """
    if queue.once(ROUTE) and Case.objects.filter(state__in=_OPEN).exists():
        queue.job(ROUTE, lock=ROUTE).defer(timestamp=0)
