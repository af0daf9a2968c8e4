"""The first page of coordinators and post officers: answers, open places, plans, arrivals."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.staffing import (
    access,
    contingents,
    joining,
    owners,
    posts,
    reports,
    rules,
    standing,
)
from luwes.staffing import swaps as swapping
from luwes.staffing.models import Plan, ShiftSwap
from luwes.staffing.owners import Named
from luwes.ui.home import Bar, Change, Deed, Picture, Waits
from luwes.ui.tags.words import moment, number

MOST_POSTS = 3
MOST_BARS = 10
MOST_SWAPS = 5


def answers(user: User, now: datetime) -> list[Waits]:
    """The silent to chase, and places of people who declined, for every incident one leads."""
    led = owners.led(user)
    found = []
    for owner, answered in standing.answers(led, localdate(now)).items():
        if answered.silent:
            found.append(_silent(owner, answered))
        if answered.open_again and not answered.is_replanned:
            found.append(_open_again(owner, answered))
    return found


def _page(owner: Named) -> str:
    return reverse("staffing:answers", args=[owner.kind, owner.id])


def _silent(owner: Named, answered: standing.Answers) -> Waits:
    title = ngettext(
        "%(count)d orang belum menjawab surat tugas", "%(count)d orang belum menjawab surat tugas",
        answered.silent,
    ) % {"count": answered.silent}  # fmt: skip
    text = owner.name
    if answered.chased:
        text += ". " + ngettext(
            "%(count)d orang sudah diingatkan.", "%(count)d orang sudah diingatkan.", answered.chased
        ) % {"count": answered.chased}  # fmt: skip
    due = answered.oldest and answered.oldest + rules.ANSWER_WITHIN
    remind = Deed(_("Kirim pengingat"), _page(owner), (("deed", "remind"),))
    return Waits(title, text, _page(owner), due=due, deeds=(remind,))


def _open_again(owner: Named, answered: standing.Answers) -> Waits:
    title = ngettext(
        "%(count)d tempat terbuka lagi karena ditolak", "%(count)d tempat terbuka lagi karena ditolak",
        answered.open_again,
    ) % {"count": answered.open_again}  # fmt: skip
    text = _("%s. Pengganti disusun tanpa mengubah penugasan lain.") % owner.name
    refill = Deed(_("Susun pengganti"), _page(owner), (("deed", "refill"),))
    return Waits(title, text, _page(owner), deeds=(refill,))


def homecoming(user: User, now: datetime) -> list[Waits]:
    """People whose duty is over and whose way home nobody has closed: seen back, letter of return."""
    led = standing.homecoming(owners.led(user))
    return [_homecoming(owner, rows) for owner, rows in led.items() if rows.first]


def _homecoming(owner: Named, rows: standing.Homecoming) -> Waits:
    assert rows.first
    need_id, post = rows.first
    page = reverse("staffing:post_letters", args=[need_id])
    if rows.unlettered:
        title = ngettext(
            "%(count)d orang selesai bertugas tanpa surat pengembalian",
            "%(count)d orang selesai bertugas tanpa surat pengembalian", rows.unlettered,
        ) % {"count": rows.unlettered}  # fmt: skip
    else:
        title = ngettext(
            "%(count)d orang selesai bertugas dan belum dicatat kembali",
            "%(count)d orang selesai bertugas dan belum dicatat kembali", rows.unseen,
        ) % {"count": rows.unseen}  # fmt: skip
    text = f"{owner.name}. "
    if rows.unlettered and rows.unseen:
        text += ngettext(
            "%(count)d orang belum dicatat kembali oleh unit asalnya.",
            "%(count)d orang belum dicatat kembali oleh unit asalnya.", rows.unseen,
        ) % {"count": rows.unseen} + " "  # fmt: skip
    text += _("Terbanyak di %s.") % post
    return Waits(title, text, page, deeds=(Deed(_("Buka surat pos"), page),))


def field_reports(user: User, now: datetime) -> list[Waits]:
    """Posts that are short of something or have somebody hurt, until somebody has read it."""
    led = {(o.kind, o.id): o for o in owners.led(user)}
    found = []
    for key, count, oldest in reports.unread(led):
        title = ngettext(
            "%(count)d laporan pos menunggu dibaca", "%(count)d laporan pos menunggu dibaca", count
        ) % {"count": count}  # fmt: skip
        page = reverse("staffing:field_reports", args=list(key))
        text = _("%s. Ada yang butuh tambahan, cedera, atau sakit.") % led[key].name
        found.append(Waits(title, text, page, due=oldest, deeds=(Deed(_("Baca laporan"), page),)))
    return found


def plans(user: User, now: datetime) -> list[Waits]:
    """Drafts that wait for their maker."""
    led = {(o.kind, o.id): o for o in [*owners.led(user), *joining.led(user)]}
    return [_draft(plan, led[plan.owner_kind, plan.owner_id]) for plan in standing.drafts(led)]


def _draft(plan: Plan, owner: Named) -> Waits:
    page = reverse("staffing:plan", args=[plan.pk])
    if plan.failure:
        title, text = _("%s tidak dapat disusun") % plan, plan.failure
    elif plan.returned_because:
        title, text = _("%s dikembalikan") % plan, plan.returned_because
    else:
        title = _("%s siap diajukan") % plan
        text = _("%(filled)s dari %(asked)s kebutuhan terpenuhi.") % {
            "filled": number(plan.result.get("filled", 0)), "asked": number(plan.result.get("asked", 0)),
        }  # fmt: skip
    return Waits(title, f"{owner.name}. {text}", page, deeds=(Deed(_("Buka rencana"), page),))


def arrivals(user: User, now: datetime) -> list[Waits]:
    """People whom one's posts expect today."""
    if not access.has_posts(user):
        return []
    expected = posts.expected(user, localdate(now))
    if len(expected) > MOST_POSTS:
        people = sum(row.people for row in expected)
        title = _("%(people)s orang ditunggu di %(posts)d pos hari ini")
        page = reverse("staffing:posts")
        words = {"people": number(people), "posts": len(expected)}
        return [Waits(title % words, "", page, deeds=(Deed(_("Lihat pos"), page),))]
    return [_arrival(row) for row in expected]


def _arrival(row: posts.Expected) -> Waits:
    page = reverse("staffing:post", args=[row.need_id])
    title = ngettext(
        "%(people)d orang ditunggu di %(post)s", "%(people)d orang ditunggu di %(post)s", row.people
    ) % {"people": row.people, "post": row.post}  # fmt: skip
    return Waits(title, row.role, page, deeds=(Deed(_("Catat kehadiran"), page),))


def swaps(user: User, now: datetime) -> list[Waits]:
    """Swaps of shifts at one's posts that both agreed to."""
    if not access.has_posts(user):
        return []
    return [_swap(row) for row in swapping.to_consent_to(user)[:MOST_SWAPS]]


def _swap(row: ShiftSwap) -> Waits:
    names = {
        "one": row.asker.employee.full_name, "two": row.other.employee.full_name,
        "at": moment(row.shift.starts_at),
    }  # fmt: skip
    page = reverse("staffing:rota", args=[row.asker.need_id])
    answer = reverse("staffing:answer_swap", args=[row.pk])
    consent = Deed(_("Setujui"), answer, (("deed", "consent"),))
    title = _("%(one)s dan %(two)s ingin bertukar shift %(at)s") % names
    return Waits(title, str(row.asker.need), page, deeds=(consent, Deed(_("Lihat jadwal"), page)))


# ── what changed, and the picture ────────────────────────────────────


def changes(user: User, since: datetime, now: datetime) -> list[Change]:
    """Answers and arrivals for what one leads, counted."""
    found = []
    for owner, happened in standing.happened(owners.led(user), since).items():
        for at, text in _words(happened):
            found.append(Change(at, text, _page(owner)))
    return found


def _words(happened: standing.Happened) -> list[tuple[datetime, str]]:
    said: list[tuple[datetime, str]] = []
    for (count, at), one, many in (
        (happened.accepted, "%(count)d orang menyanggupi", "%(count)d orang menyanggupi"),
        (happened.arrived, "%(count)d orang lapor hadir", "%(count)d orang lapor hadir"),
    ):
        if at:
            said.append((at, ngettext(one, many, count) % {"count": count}))
    return said


def picture(user: User, on: date) -> Picture | None:
    """Needs of the newest incident against the people for it, by role."""
    seen = owners.with_needs(owners.led(user)) or owners.seen(user)
    if not seen:
        return None
    owner = seen[0]
    rows = standing.by_role(owner, on)[:MOST_BARS]
    if not rows:
        return None
    bars = tuple(Bar(r.role, owner.url, r.need, r.here, r.coming, r.asked, r.outside) for r in rows)
    return Picture(_finding(rows), owner.url, bars, note=owner.name)


def _finding(rows: list[standing.RoleRow]) -> str:
    """What the bars show, in a sentence."""
    worst = max(rows, key=lambda r: r.short)
    if worst.short <= 0:
        return _("Semua peran sudah ada orangnya")
    return _("%(role)s paling kurang: %(filled)s dari %(need)s") % {
        "role": worst.role, "filled": number(worst.need - worst.short), "need": number(worst.need),
    }  # fmt: skip


def outside(user: User, now: datetime) -> list[Waits]:
    """People from outside who were to come today to the posts one looks after or leads, and have not."""
    led = owners.led(user)
    if not led and not access.has_posts(user):
        return []
    found = contingents.awaited(user, [(o.kind, o.id) for o in led], localdate(now))
    waits = [_awaited(row) for row in found[:MOST_POSTS]]
    if more := found[MOST_POSTS:]:
        title = _("%(people)s orang dari luar ASN ditunggu di %(posts)d pos lain")
        words = {"people": number(sum(row.heads for row in more)), "posts": len(more)}
        page = reverse("staffing:outside", args=[more[0].need.pk])
        waits.append(Waits(title % words, "", page, deeds=(Deed(_("Lihat"), page),)))
    return waits


def _awaited(row: contingents.Awaited) -> Waits:
    page = reverse("staffing:outside", args=[row.need.pk])
    title = ngettext(
        "%(people)d orang dari luar ASN ditunggu hari ini di %(post)s",
        "%(people)d orang dari luar ASN ditunggu hari ini di %(post)s", row.heads,
    ) % {"people": row.heads, "post": row.need.post or row.need.area.name}  # fmt: skip
    text = _("%s belum tercatat hadir.") % "; ".join(row.names)
    return Waits(title, text, page, deeds=(Deed(_("Catat kehadiran"), page),))
