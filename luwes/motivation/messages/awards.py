"""Who is told what of awards."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.motivation import facts
from luwes.motivation.messages import telling
from luwes.motivation.models import Award, AwardJudge, AwardWinner, Nomination
from luwes.motivation.queries import awards, judging, officers
from luwes.motivation.rules.awards import SCORE_AFTER, AwardState, NominationState
from luwes.notifications.actions import Text
from luwes.people.addresses import account, person
from luwes.ui.tags.words import day

NOMINATED, JUDGING, AWARD = "motivation.nominated", "motivation.judging", "motivation.award"


def _award(pk: int) -> Award:
    return Award.objects.select_related("agency", "unit").get(pk=pk)


def _nomination(pk: int) -> Nomination:
    rows = Nomination.objects.select_related("award", "nominee__user", "nominator__user")
    return rows.get(pk=pk)


def _page(award: Award) -> str:
    return reverse("motivation:award", args=[award.pk])


def _judges(award: Award) -> list[User]:
    rows = AwardJudge.objects.filter(award=award, left_at=None).select_related("user")
    return [row.user for row in rows.order_by("pk")]


def _without(award: Award, users: Iterable[User]) -> list[User]:
    """Nobody who stands is told of what goes on behind."""
    involved = judging.involved_users(award)
    return [user for user in users if user.pk not in involved]


def nominated(fact: facts.Nominated) -> None:
    row = _nomination(fact.nomination_id)
    told = {"name": row.nominator.full_name, "award": row.award.name}
    telling.tell(
        recipients=[person(row.nominee)], kind=NOMINATED, now=fact.at, by=row.nominator.user,
        subject=_("%(name)s mencalonkan Anda: %(award)s") % told,
        body=_("Anda ikut dinilai hanya bila bersedia. Jawab sebelum masa pencalonan berakhir."),
        link=reverse("motivation:nomination", args=[row.pk]),
    )  # fmt: skip


def answered(fact: facts.NominationAnswered) -> None:
    """Whoever put them forward."""
    row = _nomination(fact.nomination_id)
    told = {"name": row.nominee.full_name, "award": row.award.name}
    subject = _("%(name)s tidak ikut dinilai: %(award)s")
    if row.state == NominationState.STANDING.value:
        subject = _("%(name)s bersedia dinilai: %(award)s")
    telling.tell(
        recipients=[person(row.nominator)], kind=NOMINATED, now=fact.at, by=row.nominee.user,
        subject=subject % told, body="", link=_page(row.award),
    )  # fmt: skip


def moved(fact: facts.AwardMoved) -> None:
    award, by = _award(fact.award_id), User.objects.get(pk=fact.by_id)
    judges = [account(user) for user in _without(award, _judges(award))]
    link = _page(award)
    match award.state:
        case AwardState.OPEN.value:
            texts = [Text(judges, JUDGING, _("Anda anggota panitia: %s") % award.name, _("Pencalonan dibuka. Anda dikabari bila penilaian dimulai."), link, by)]  # fmt: skip
        case AwardState.JUDGING.value:
            texts = [Text(judges, JUDGING, _("Penilaian dimulai: %s") % award.name, _("Nilai setiap calon sendiri-sendiri. Nilai panitia lain terlihat setelah semua menilai."), link, by)]  # fmt: skip
        case AwardState.STOPPED.value:
            users = _without(award, officers.managers(award, localdate(fact.at)))
            body = _("Seorang anggota panitia menyatakan benturan kepentingan setelah semua menilai. Peringkatnya tidak dihitung ulang. Batalkan penghargaan ini, lalu buka yang baru dengan panitia lain bila perlu.")  # fmt: skip
            texts = [Text([account(user) for user in users], JUDGING, _("Penghargaan dihentikan: %s") % award.name, body, link, by)]  # fmt: skip
        case _cancelled:
            subject = _("Penghargaan dibatalkan: %s") % award.name
            people = Nomination.objects.filter(
                award=award, state__in=["asked", "standing", "lapsed"]
            )
            nominees = [person(row.nominee) for row in people.select_related("nominee__user")]
            texts = [
                Text(judges, JUDGING, subject, award.cancelled_because, link, by),
                Text(nominees, AWARD, subject, award.cancelled_because, link, by),
            ]
    telling.tell_each([text for text in texts if text.recipients], now=fact.at)


# Said each day, told once: whoever has the message already is left in peace.


def nominations_over(fact: facts.NominationsOver) -> None:
    award, link = _award(fact.award_id), reverse("motivation:award", args=[fact.award_id])
    subject = telling.cut(_("Masa pencalonan berakhir: %s") % award.name)
    users = _without(award, officers.managers(award, localdate(fact.at)))
    known = awards.told(users, JUDGING, link, subject)
    telling.tell(
        recipients=[account(user) for user in users if user.pk not in known], kind=JUDGING,
        subject=subject, body=_("Mulai penilaian, atau batalkan bila tidak ada calon yang bersedia."),
        link=link, now=fact.at,
    )  # fmt: skip


def nominee_silent(fact: facts.NomineeSilent) -> None:
    row, link = _nomination(fact.nomination_id), reverse("motivation:nomination", args=[fact.nomination_id])  # fmt: skip
    subject = telling.cut(_("Jawab pencalonan Anda: %s") % row.award.name)
    if row.nominee.user and awards.told([row.nominee.user], NOMINATED, link, subject):
        return
    until = day(row.award.nominations.last_day)
    telling.tell(
        recipients=[person(row.nominee)], kind=NOMINATED, subject=subject,
        body=_("Paling lambat %s. Tanpa jawaban, Anda tidak ikut dinilai.") % until,
        link=link, now=fact.at,
    )  # fmt: skip


def judge_silent(fact: facts.JudgeSilent) -> None:
    """A week after the judge heard of it last."""
    award, link = _award(fact.award_id), reverse("motivation:award", args=[fact.award_id])
    user = User.objects.get(pk=fact.user_id)
    subject = telling.cut(_("Calon menunggu nilai Anda: %s") % award.name)
    last = awards.last_told(user, JUDGING, link)
    if last is None or last.subject == subject or fact.at - last.created_at < SCORE_AFTER:
        return
    telling.tell(
        recipients=[account(user)], kind=JUDGING, subject=subject,
        body=_("Keputusan baru dapat diambil setelah semua panitia menilai."), link=link,
        now=fact.at,
    )  # fmt: skip


def judge_named(fact: facts.JudgeNamed) -> None:
    award = _award(fact.award_id)
    telling.tell(
        recipients=[account(User.objects.get(pk=fact.user_id))], kind=JUDGING, now=fact.at,
        subject=_("Anda anggota panitia: %s") % award.name,
        body=_("Nilai setiap calon sendiri-sendiri. Nilai panitia lain terlihat setelah semua menilai."),
        link=_page(award),
    )  # fmt: skip


def judges_lacking(fact: facts.JudgesLacking) -> None:
    award = _award(fact.award_id)
    users = officers.free_managers(award, localdate(fact.at))
    telling.tell(
        recipients=[account(user) for user in users], kind=JUDGING, now=fact.at,
        subject=_("Panitia kurang: %s") % award.name,
        body=_("Bagi sebagian calon tinggal terlalu sedikit anggota tanpa benturan kepentingan. Tunjuk anggota lain; sebelum itu tidak ada keputusan."),
        link=_page(award),
    )  # fmt: skip


def all_scored(fact: facts.AllScored) -> None:
    """Who may decide; and who manages it, so that nobody waits unnoticed."""
    award, on = _award(fact.award_id), localdate(fact.at)
    signers = officers.free_signers(award, on)
    known = {user.pk for user in signers}
    managers = [u for u in _without(award, officers.managers(award, on)) if u.pk not in known]
    subject = _("Semua calon sudah dinilai: %s") % award.name
    to_decide = _("Peringkat panitia siap. Putuskan penerimanya.")
    texts = [
        Text([account(u) for u in signers], JUDGING, subject, to_decide, reverse("motivation:decide_award", args=[award.pk])),
        Text([account(u) for u in managers], JUDGING, subject, _("Menunggu keputusan pejabat berwenang."), _page(award)),
    ]  # fmt: skip
    telling.tell_each([text for text in texts if text.recipients], now=fact.at)


def decided(fact: facts.AwardDecided) -> None:
    """Winners, those who stood beside them, and who put the winners forward."""
    award, by = _award(fact.award_id), User.objects.get(pk=fact.by_id)
    rows = Nomination.objects.filter(award=award, state=NominationState.STANDING.value)
    winners = set(AwardWinner.objects.filter(award=award).values_list("nomination_id", flat=True))
    texts, link = [], _page(award)
    for row in rows.select_related("nominee__user", "nominator__user").order_by("pk"):
        if row.pk in winners:
            texts += _of_winner(row, by)
            continue
        subject = _("Penerima %s sudah diputuskan") % award.name
        body = _("Kali ini penghargaan diberikan kepada rekan lain. Terima kasih sudah bersedia dinilai.")  # fmt: skip
        texts.append(Text([person(row.nominee)], AWARD, subject, body, link, by))
    telling.tell_each(texts, now=fact.at)


def _of_winner(row: Nomination, by: User) -> list[Text]:
    award, link = row.award, _page(row.award)
    own = _("Selamat, Anda menerima %s") % award.name
    body = _("Piagamnya siap diunduh dalam beberapa saat.")
    told = {"name": row.nominee.full_name, "award": award.name}
    return [
        Text([person(row.nominee)], AWARD, own, body, link, by),
        Text([person(row.nominator)], AWARD, _("%(name)s menerima %(award)s") % told, _("Terima kasih sudah mencalonkannya."), link, by),
    ]  # fmt: skip


def revoked(fact: facts.AwardRevoked) -> None:
    rows = AwardWinner.objects.select_related("award", "nomination__nominee__user", "revoked_by")
    row = rows.get(pk=fact.winner_id)
    telling.tell(
        recipients=[person(row.nomination.nominee)], kind=AWARD, now=fact.at, by=row.revoked_by,
        subject=_("Piagam %s dicabut") % row.award.name, body=row.revoked_because,
        link=_page(row.award),
    )  # fmt: skip
