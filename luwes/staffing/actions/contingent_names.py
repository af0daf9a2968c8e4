"""The list of names of a contingent: nobody at two places, no civil servant among them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.staffing import access, contingents, owners
from luwes.staffing import contingent_rules as rules
from luwes.staffing.contingent_rules import Body, Name
from luwes.staffing.models import CONTINGENT_RUNNING, Contingent, ContingentMember


def hold() -> None:
    """One at a time writes names or their days: each sees where the other's people are."""
    advisory_lock("contingent names")


def mark(body: Body, number: str) -> str:
    """By what a number is found again; empty without one."""
    key = rules.number_key(body, number)
    return fingerprint(key) if key else ""


def list_names(*, contingent: Contingent, names: Sequence[Name], now: datetime, by: User) -> int:
    """
    Add people to the list.

    :returns: how many were added
    :raises Refused: with every row that cannot be: twice in the list, at another place on these
        days, a civil servant of the region, more than the contingent has heads
    """
    require(access.can_record_outside(by, contingent.need))
    servants = _civil_servants(
        contingent, names, now, by
    )  # what it logs stands, though it be refused
    return _add(contingent, names, servants, by)


@transaction.atomic
def _add(
    contingent: Contingent, names: Sequence[Name], servants: Sequence[Problem], by: User
) -> int:
    lock(contingent.need, contingent)
    hold()
    body, standing = Body(contingent.body), list(contingent.members.order_by("pk"))
    problems = [] if names else [Problem(_("Belum ada nama yang ditulis."), "names")]
    if contingent.state not in CONTINGENT_RUNNING:
        problems.append(Problem(_("Catatan ini sudah %s.") % contingent.get_state_display().lower()))  # fmt: skip
    if len(names) > rules.MOST_NAMES:
        words = _("Sekali tulis paling banyak %d nama.") % rules.MOST_NAMES
        refuse([*problems, Problem(words, "names")])
    known = [(row.name, rules.number_key(body, row.number)) for row in standing]
    problems += rules.listed_problems(body, names, contingent.heads, standing=known)
    marks = {mark(body, row.number): row.name for row in names}
    problems += _two_places(marks, contingent.period, by, but=contingent.pk)
    refuse([*problems, *servants])
    ContingentMember.objects.bulk_create(
        ContingentMember(
            contingent=contingent, name=row.name.strip()[:120], number=row.number.strip(),
            mark=mark(body, row.number), competency_id=row.competency_id,
            certificate=row.certificate.strip()[:80], period=contingent.period,
        )
        for row in names
    )  # fmt: skip
    _recount(contingent)
    _log(by, "staffing.outside_listed", contingent, len(names))
    return len(names)


@transaction.atomic
def drop_name(*, member: ContingentMember, by: User) -> None:
    """Take somebody off the list.

    :raises Refused: while at the post
    """
    contingent = member.contingent
    require(access.can_record_outside(by, contingent.need))
    lock(contingent.need, contingent, member)
    if member.is_present:
        refuse([Problem(_("%s tercatat di pos; catat pulang dulu.") % member.name)])
    if contingent.state not in CONTINGENT_RUNNING:
        refuse([Problem(_("Catatan ini sudah %s.") % contingent.get_state_display().lower())])
    member.delete()
    _recount(contingent)
    _log(by, "staffing.outside_unlisted", contingent, 1)


def elsewhere(contingent: Contingent, body: Body, period: Period, by: User) -> list[Problem]:
    """Who of the list would be at two places, were it another body or other days."""
    marks = {mark(body, row.number): row.name for row in contingent.members.order_by("pk")}
    return _two_places(marks, period, by, but=contingent.pk)


def follow(contingent: Contingent) -> None:
    """The list has the days of its contingent, and marks of its body; the caller holds both."""
    rows = list(contingent.members.order_by("pk"))
    for row in rows:
        row.period, row.mark = contingent.period, mark(Body(contingent.body), row.number)
        row.is_present = row.is_present and contingent.state in CONTINGENT_RUNNING
    ContingentMember.objects.bulk_update(rows, ["period", "mark", "is_present"], batch_size=500)


def _two_places(marks: dict[str, str], period: Period, by: User, but: int) -> list[Problem]:
    """Where somebody is listed is told to whoever may see it there; others only hear that they are."""
    found, sees = [], dict[int, bool]()
    for row in contingents.listed_elsewhere([key for key in marks if key], period, but=but):
        need = row.contingent.need
        if need.pk not in sees:
            sees[need.pk] = access.can_see_outside(by, need)
        if sees[need.pk]:
            words = _("%(name)s tercatat di %(other)s (%(need)s) pada hari-hari itu.")
        else:
            words = _("%(name)s tercatat di rombongan lain pada hari-hari itu.")
        values = {"name": marks[row.mark], "other": row.contingent, "need": need}
        found.append(Problem(words % values, "names"))
    return found


@transaction.atomic
def _civil_servants(
    contingent: Contingent, names: Sequence[Name], now: datetime, by: User
) -> list[Problem]:
    """
    Whoever is a civil servant is planned and gets a letter, and is counted there.

    Only so many numbers a day are told to be a civil servant's: the list is no register to look
    people up in.
    """
    if not contingents.may_be_civil_servants([row.number for row in names]):
        return []
    advisory_lock(f"civil servants {by.pk}")
    left = rules.SERVANTS_A_DAY - contingents.servants_told(by, now)
    if left <= 0:
        refuse([Problem(_("Terlalu banyak nomor pegawai ASN ditulis hari ini. Untuk sementara tulis nomor anggota, bukan NIK atau NIP."), "names")])  # fmt: skip
    known = contingents.civil_servants([row.number for row in names])
    found = [row.name for row in names if contingents.plain(row.number) in known]
    if not found:
        return []
    _log(by, "staffing.outside_civil_servants", contingent, len(found))
    words = _(
        "Nomor %s milik pegawai ASN; tugaskan lewat rencana, jangan dihitung sebagai unsur luar."
    )
    problems = [Problem(words % name, "names") for name in found[:left]]
    if more := found[left:]:
        words = _("%d nomor lain dalam daftar ini juga milik pegawai ASN.")
        problems.append(Problem(words % len(more), "names"))
    return problems


def _recount(contingent: Contingent) -> None:
    contingent.fitting = contingents.fitting(contingent)
    contingent.save(update_fields=["fitting"])


def _log(by: User, deed: str, row: Contingent, people: int) -> None:
    owner = owners.owner_of(row.need.owner_kind, row.need.owner_id)
    with override("id"):  # the log is read by others than who pressed
        audit.record(
            by, deed, row.need, chain=str(owner.agency_id), outside=str(row), people=people
        )
