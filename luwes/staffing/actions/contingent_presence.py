"""People from outside at the post: by number, by name, or by their leader's own link."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import advisory_lock, insert_once, lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.staffing import access, codes, contingents
from luwes.staffing import contingent_rules as rules
from luwes.staffing.contingent_rules import State
from luwes.staffing.models import (
    CONTINGENT_RUNNING,
    Contingent,
    ContingentMember,
    ContingentPresence,
    ContingentPress,
    PostCode,
)
from luwes.staffing.rules import may_check_in


@transaction.atomic
def count(*, contingent: Contingent, present: int, key: UUID, now: datetime, by: User) -> None:
    """
    The post's officer says how many of them are there now. The same `key` twice is written once.

    :raises Refused: for more than there are, on a day outside their duty, or once it is over
    """
    require(access.can_record_outside(by, contingent.need))
    lock(contingent)
    _write(contingent, present - contingent.present, "officer", key, now, by)


@transaction.atomic
def roll(
    *, contingent: Contingent, deed: str, members: Sequence[ContingentMember], key: UUID,
    now: datetime, by: User,
) -> int:  # fmt: skip
    """
    The post's officer saw these people of the list come (`in`) or leave (`out`).

    Who comes is first taken from those whom a number alone has counted; only whoever is left over adds to it.
    :returns: for how many that was new
    :raises Refused: without anybody, and as `count`
    """
    require(access.can_record_outside(by, contingent.need))
    lock(contingent)
    chosen = ContingentMember.objects.filter(
        contingent=contingent, pk__in=[member.pk for member in members]
    )
    if not members or deed not in {"in", "out"}:
        refuse([Problem(_("Belum ada orang yang dipilih."))])
    lock_all(chosen)
    keys = {uuid5(key, f"{deed} {row.pk}"): row for row in chosen.order_by("name", "pk")}
    known = set(ContingentPresence.objects.filter(key__in=keys).values_list("key", flat=True))
    news = {
        one: row
        for one, row in keys.items()
        if one not in known and row.is_present != (deed == "in")
    }
    if not news:
        return 0
    if deed == "in":
        named = contingent.members.filter(is_present=True).count()
        adds = rules.added_by_name(contingent.present, named, len(news))
        changes = [1] * adds + [0] * (len(news) - adds)
    else:
        changes = [-1] * len(news)
    ContingentPresence.objects.bulk_create(
        ContingentPresence(
            contingent=contingent, member=row, change=change, at=now, by=by, method="officer", key=one
        )
        for (one, row), change in zip(news.items(), changes, strict=True)
    )  # fmt: skip
    _move(contingent, sum(changes), now, comes=deed == "in")
    chosen.filter(pk__in=[row.pk for row in news.values()]).update(is_present=deed == "in")
    return len(news)


def by_link(
    *, contingent: Contingent, deed: str, people: int, code: str, key: UUID, now: datetime
) -> str:
    """
    Their leader says that so many are there (`in`), or leave (`out`); `code` from the post's screen.

    Whoever holds the link has no account: codes are counted, whatever comes of them, and one is
    looked at only where something is written, so that none is found by trying.
    :returns: how it is known: `qr` with the right code, else `link`; empty where nothing was new
    :raises Refused: as `count`, and for too many presses or codes in an hour
    """
    if code.strip():
        _count_code(contingent, now)  # stands, though what follows be refused
    return _press(contingent, deed, people, code, key, now)


@transaction.atomic
def _count_code(contingent: Contingent, now: datetime) -> None:
    advisory_lock(f"codes {contingent.need_id}")
    sent = ContingentPress.objects.filter(contingent__need=contingent.need_id)
    sent.filter(at__lte=now - contingents.HOUR).delete()
    if not contingents.may_send_code(contingent, now):
        words = _("Terlalu banyak kode dikirim dalam satu jam. Kirim lagi tanpa kode, atau hubungi petugas pos.")  # fmt: skip
        refuse([Problem(words, "code")])
    ContingentPress.objects.create(contingent=contingent, at=now)


@transaction.atomic
def _press(
    contingent: Contingent, deed: str, people: int, code: str, key: UUID, now: datetime
) -> str:
    lock(contingent)
    if not contingents.link_is_open(contingent, localdate(now)):
        refuse([Problem(_("Tautan ini sudah tidak berlaku. Hubungi petugas pos."))])
    if not contingents.may_press(contingent, now):
        refuse([Problem(_("Terlalu sering dikirim. Tunggu beberapa menit, atau hubungi petugas pos."))])  # fmt: skip
    change = people - contingent.present if deed == "in" else -people
    if not _write(contingent, change, "link", key, now, None):
        return ""
    if not _is_of_post(contingent, code, now):
        return "link"
    ContingentPresence.objects.filter(key=key).update(method="qr")
    return "qr"


def _is_of_post(contingent: Contingent, code: str, now: datetime) -> bool:
    post = PostCode.objects.filter(need_id=contingent.need_id).first()
    read = codes.scanned(code, post) if code.strip() else None
    if read is None or post is None:
        return False
    return (read.need_id, read.secret) == (post.need_id, post.token) and read.is_fresh(now)


def leave_all(contingent: Contingent, now: datetime, by: User | None) -> None:
    """Nobody of them is at the post any more; the caller holds the row and saves it."""
    if contingent.present:
        ContingentPresence.objects.create(
            contingent=contingent, change=-contingent.present, at=now, by=by, method="officer",
            key=uuid4(),
        )  # fmt: skip
    contingent.present, contingent.present_since = 0, None


def _write(
    contingent: Contingent, change: int, method: str, key: UUID, now: datetime, by: User | None
) -> bool:
    """By number; whether it was new."""
    made = ContingentPresence(
        contingent=contingent, change=change, at=now, by=by, method=method, key=key
    )
    known = ContingentPresence.objects.filter(key=key).exists()
    if known or not change or not insert_once(made):
        return False
    _move(contingent, change, now, comes=change > 0)
    if contingent.present < contingent.members.filter(is_present=True).count():
        contingent.members.update(is_present=False)  # who of them left, nobody said
    return True


def _move(contingent: Contingent, change: int, now: datetime, *, comes: bool) -> None:
    """The number at the post, once the signs of it are written."""
    problems = rules.present_problems(contingent.present + change, contingent.heads)
    if contingent.state not in CONTINGENT_RUNNING:
        problems.append(Problem(_("Catatan ini sudah %s.") % contingent.get_state_display().lower()))  # fmt: skip
    elif comes and not may_check_in(contingent.period, localdate(now)):
        problems.append(Problem(_("Hari ini di luar masa tugas mereka.")))
    refuse(problems)
    contingent.present += change
    contingent.came = max(contingent.came, contingent.present)
    if comes:
        contingent.state = State.HERE.value
    since = contingents.there_since(contingent)
    if since != contingent.present_since:
        contingent.present_since, contingent.alarmed_at = since, None
    contingent.save(update_fields=["present", "came", "state", "present_since", "alarmed_at"])
