"""Thanks: given, heard from citizens, put where the receiver wants them, taken back, reported."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import insert_once, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import contributing
from luwes.motivation.models import Thanks
from luwes.motivation.queries import officers
from luwes.motivation.queries import thanks as queries
from luwes.motivation.rules import thanks as rules
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.thanks import Report, Seen
from luwes.motivation.rules.values import CoreValue
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.services import facts as services
from luwes.services import voices
from luwes.services.models import Case

SOURCE = "thanks"


@transaction.atomic
def give(
    *, giver: Employee, receiver: Employee, words: str, value: CoreValue | None = None, duty: str = "",
    on: date, now: datetime, by: User,
) -> Thanks:  # fmt: skip
    """
    Thank a colleague. The same words sent twice are one.

    :param duty: the key of what both served in
    :raises Refused: for oneself, too often, or for a duty of which only one had a part
    """
    require(people.is_oneself(by, giver) and giver.is_current)
    lock(giver)
    words = words.strip()
    if (
        (before := queries.given_lately(giver, receiver, on))
        and before.words == words
        and before.withdrawn_at is None
    ):
        return before
    known = {d.key: d.words for d in queries.duties_of(giver.pk, on)} if duty else {}
    problems = _against(giver, receiver, words, before, on)
    if duty and (duty not in known or not queries.shared(duty, receiver.pk, on)):
        problems.append(Problem(_("Rekan ini tidak tercatat bertugas bersama Anda di sana."), "duty"))  # fmt: skip
    refuse(problems)
    row = Thanks.objects.create(
        giver=giver, receiver=receiver, words=words, value=value.value if value else "",
        about=known.get(duty, "")[:200], on=on, at=now,
        from_below=officers.reports_to(giver.pk, receiver.user_id, on),
    )  # fmt: skip
    _count(row, now)
    announce(facts.Thanked(row.pk, now))
    _log(by, "motivation.thanks_given", row)
    return row


def _against(
    giver: Employee, receiver: Employee, words: str, before: Thanks | None, on: date
) -> list[Problem]:
    if giver.pk == receiver.pk:
        return [Problem(_("Ucapan ditujukan kepada orang lain, bukan diri sendiri."), "receiver")]
    problems = []
    if not receiver.is_current or not access.colleagues(giver).filter(pk=receiver.pk).exists():
        problems.append(Problem(_("Pilih rekan dari pemerintah Anda yang masih bekerja."), "receiver"))  # fmt: skip
    if not words:
        problems.append(Problem(_("Tulis ucapannya."), "words"))
    elif len(words) > rules.MOST_WORDS:
        problems.append(Problem(_("Paling banyak %d karakter.") % rules.MOST_WORDS, "words"))
    if before is not None:
        told = _("Kepada rekan yang sama sekali dalam %d hari (kebijakan Luwes). Anda sudah mengucapkannya.")  # fmt: skip
        problems.append(Problem(told % rules.PAIR_DAYS, "receiver"))
    if Thanks.objects.filter(giver=giver, on=on).count() >= rules.A_DAY:
        told = _("Paling banyak %d ucapan sehari (kebijakan Luwes). Lanjutkan besok.")
        problems.append(Problem(told % rules.A_DAY))
    return problems


@transaction.atomic
def heard(fact: services.Thanked) -> None:
    """
    A citizen's words, once a case; who the citizen is stays where the case is. Not of a case that an
    officer wrote down, see `services.voices`.
    """
    employee = Employee.objects.filter(pk=fact.employee_id).first()
    if employee is None or not fact.words.strip():
        return
    if Case.objects.filter(~voices.own(), pk=fact.case_id).exists():
        return
    row = Thanks(
        receiver=employee, case_id=fact.case_id, words=fact.words.strip()[:600],
        on=localdate(fact.at), at=fact.at, seen=Seen.LINE.value,
    )  # fmt: skip
    if insert_once(row):
        _count(row, fact.at)
        announce(facts.Thanked(row.pk, fact.at))


@transaction.atomic
def place(*, thanks: Thanks, seen: Seen, now: datetime, by: User) -> None:
    """
    The receiver says who may read it; nobody else does.

    :raises Refused: when it is no longer there
    """
    require(thanks.receiver.user_id == by.pk)
    lock(thanks)
    if not thanks.stands:
        refuse([Problem(_("Ucapan ini sudah ditarik."))])
    if thanks.seen == seen.value:
        return
    thanks.seen = seen.value
    thanks.save(update_fields=["seen"])
    _count(thanks, now)
    _log(by, "motivation.thanks_placed", thanks, seen=seen.value)


@transaction.atomic
def withdraw(*, thanks: Thanks, now: datetime, by: User) -> None:
    """The giver takes it back; asked again, nothing happens."""
    require(thanks.giver is not None and thanks.giver.user_id == by.pk)
    lock(thanks)
    if thanks.withdrawn_at is not None:
        return
    thanks.withdrawn_at = now
    thanks.save(update_fields=["withdrawn_at"])
    _count(thanks, now)
    _log(by, "motivation.thanks_withdrawn", thanks)


@transaction.atomic
def report(*, thanks: Thanks, because: str, on: date, now: datetime, by: User) -> None:
    """
    The receiver finds the words improper: nobody but the two and who decides reads them meanwhile.

    :raises Refused: without a reason, or where nobody is there to look at it
    """
    require(thanks.receiver.user_id == by.pk)
    lock(thanks)
    if thanks.report == Report.WAITING.value:
        return
    problems = []
    if not thanks.stands or thanks.report == Report.LEFT.value:
        problems.append(Problem(_("Ucapan ini sudah ditarik atau sudah diputuskan.")))
    if not because.strip():
        problems.append(Problem(_("Tuliskan apa yang tidak pantas."), "because"))
    if not deciders(thanks, on):
        problems.append(Problem(_("Belum ada pengelola penghargaan yang dapat memeriksa. Simpan ucapan ini hanya untuk Anda.")))  # fmt: skip
    refuse(problems)
    thanks.report, thanks.reported_at = Report.WAITING.value, now
    thanks.reported_because = because.strip()[:300]
    thanks.save(update_fields=["report", "reported_at", "reported_because"])
    _count(thanks, now)
    announce(facts.ThanksReported(thanks.pk, now))
    _log(by, "motivation.thanks_reported", thanks)


def deciders(thanks: Thanks, on: date) -> list[User]:
    """Who manages recognition there, but neither of the two."""
    receiver, giver = thanks.receiver, thanks.giver
    two = {receiver.user_id, giver.user_id if giver else None}
    found = officers.keepers(receiver.pk, receiver.agency_id, on)
    return [user for user in found if user.pk not in two]


@transaction.atomic
def answer(*, thanks: Thanks, hide: bool, because: str, on: date, now: datetime, by: User) -> None:
    """
    Hide reported words for good, or leave them.

    :raises Refused: without a reason, or when another has decided
    """
    require(access.answerable_thanks(by, on).filter(pk=thanks.pk).exists())
    lock(thanks)
    decided = (Report.HIDDEN if hide else Report.LEFT).value
    if thanks.report == decided and thanks.decided_by_id == by.pk:
        return
    problems = []
    if thanks.report != Report.WAITING.value:
        problems.append(Problem(_("Laporan ini sudah diputuskan.")))
    if not because.strip():
        problems.append(Problem(_("Tuliskan alasannya; keduanya membacanya."), "because"))
    refuse(problems)
    thanks.report, thanks.decided_at, thanks.decided_by = decided, now, by
    thanks.decided_because = because.strip()[:300]
    thanks.save(update_fields=["report", "decided_at", "decided_by", "decided_because"])
    _count(thanks, now)
    announce(facts.ThanksAnswered(thanks.pk, now))
    _log(by, "motivation.thanks_hidden" if hide else "motivation.thanks_left", thanks, because)


def _count(row: Thanks, now: datetime) -> None:
    """On the page of one's year as long as superiors may read it; its words only where all may."""
    source = (SOURCE, str(row.pk))
    is_put_away = row.seen == Seen.OWN.value or row.report == Report.WAITING.value
    if not row.stands or is_put_away:
        contributing.take_back(source=source, now=now)
        return
    with override("id"):
        who = row.giver.full_name if row.giver else _("warga setelah perkaranya selesai")
        words = _("Terima kasih dari %s") % who
    contributing.note(
        employee=row.receiver, kind=ContributionKind.THANKS, source=source,
        words=f"{words}: {row.about}" if row.about else words,
        detail=row.words if row.seen == Seen.PAGE.value else "", on=row.on, now=now,
        url=reverse("motivation:thanks"),
    )  # fmt: skip


def _log(by: User, deed: str, row: Thanks, reason: str = "", **details: str) -> None:
    chain = str(row.receiver.agency_id)
    audit.record(by, deed, row, chain=chain, reason=reason, **details)
