"""The first page of whoever decides, and of heads whose people are asked for."""

from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.staffing import access, amending, away, owners, queries
from luwes.staffing.models import Assignment, Objection, OrderChange, PlanApproval
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import number, short_day

MOST = 5


def approvals(user: User, now: datetime) -> list[Waits]:
    """Plans that wait for this authority."""
    if not accounts.reach(user, Right.APPROVE_PLANS):
        return []
    waiting = queries.with_going(access.decidable(user))
    rows = list(waiting.annotate(objections=_open_objections())[:MOST])
    names = owners.named({(r.plan.owner_kind, r.plan.owner_id) for r in rows})
    return [_approval(row, names) for row in rows]


def _open_objections() -> Coalesce:
    """How many objections of the approval's own agency wait for an answer."""
    rows = Objection.objects.filter(
        line__plan=OuterRef("plan"), line__agency=OuterRef("agency"), state="open"
    )
    count = rows.order_by().values("line__plan").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count), 0)


def _approval(row: PlanApproval, names: dict[tuple[str, int], owners.Named]) -> Waits:
    plan = row.plan
    owner = names[plan.owner_kind, plan.owner_id]
    page = reverse("staffing:plan", args=[plan.pk])
    objections: int = row.objections  # type: ignore[attr-defined]
    going: int = row.going  # type: ignore[attr-defined]
    approve = Deed(
        _("Setujui"), reverse("staffing:decide", args=[row.pk]), (("decision", "approve"),), is_main=True
    )  # fmt: skip
    in_place = (approve,) if plan.checked and not objections else ()
    return Waits(
        _("%(plan)s, %(owner)s: %(people)s orang dari %(agency)s")
        % {"plan": plan, "owner": owner.name, "people": number(going), "agency": row.agency},
        _plan_words(row, objections),
        page,
        due=plan.decide_by,
        deeds=(*in_place, Deed(_("Tinjau"), page)),
    )


def _plan_words(row: PlanApproval, objections: int) -> str:
    result = row.plan.result
    words = [
        _("%(filled)s dari %(asked)s kebutuhan terpenuhi.")
        % {"filled": number(result.get("filled", 0)), "asked": number(result.get("asked", 0))}
    ]
    if row.plan.checked:
        words.append(_("Bukti sudah diperiksa ulang."))
    if objections:
        words.append(
            ngettext("%d keberatan belum dijawab.", "%d keberatan belum dijawab.", objections)
            % objections
        )
    return " ".join(words)


def order_changes(user: User, now: datetime) -> list[Waits]:
    """Extensions of duties that wait for this authority."""
    if not accounts.reach(user, Right.APPROVE_PLANS):
        return []
    rows = amending.decidable(user).annotate(people=Count("orders", distinct=True))[:MOST]
    return [_order_change(row) for row in rows]


def _order_change(row: OrderChange) -> Waits:
    people: int = row.people  # type: ignore[attr-defined]
    page = reverse("staffing:decide_change", args=[row.pk])
    title = ngettext(
        "%(people)d orang dari %(agency)s diminta bertugas lebih lama",
        "%(people)d orang dari %(agency)s diminta bertugas lebih lama", people,
    ) % {"people": people, "agency": row.agency}  # fmt: skip
    text = f"{capfirst(amending.in_words(row))}. {row.reason}"
    return Waits(title, text, page, deeds=(Deed(_("Putuskan"), page),))


def objections(user: User, now: datetime) -> list[Waits]:
    """People of one's units whom a submitted plan asks for."""
    rows = (
        access.contestable(user)
        .filter(queries.may_be_contested(), queries.in_time(now), objections=None)
        .values(
            "plan", "plan__owner_kind", "plan__owner_id", "plan__decide_by", "plan__contest_until"
        )
        .annotate(people=Count("pk"))
        .order_by("plan__decide_by", "plan")[:MOST]
    )
    found = list(rows)
    names = owners.named({(r["plan__owner_kind"], r["plan__owner_id"]) for r in found})
    page = reverse("staffing:objections")
    return [
        Waits(
            ngettext(
                "%(people)d orang dari unit Anda diusulkan: %(owner)s",
                "%(people)d orang dari unit Anda diusulkan: %(owner)s",
                r["people"],
            )
            % {"people": r["people"], "owner": names[r["plan__owner_kind"], r["plan__owner_id"]].name},
            _("Keberatan diajukan sebelum rencana diputuskan. Diam berarti setuju."),
            page,
            due=r["plan__contest_until"] or r["plan__decide_by"],
            deeds=(Deed(_("Lihat siapa"), page),),
        )
        for r in found
    ]  # fmt: skip


def returns(user: User, now: datetime) -> list[Waits]:
    """People who finished a duty and whom nobody has seen back yet."""
    if not access.heads_units(user):
        return []
    rows = list(away.to_confirm(user)[: MOST + 1])
    waits = [_return(row) for row in rows[:MOST]]
    if len(rows) > MOST:
        page = reverse("staffing:away")
        waits.append(
            Waits(_("Masih ada pegawai lain yang selesai bertugas"), "", page, deeds=(Deed(_("Lihat semua"), page),))
        )  # fmt: skip
    return waits


def _return(row: Assignment) -> Waits:
    page = reverse("staffing:away")
    report = getattr(row, "return_report", None)
    text = _("Selesai %(day)s: %(need)s.") % {"day": short_day(row.completed_at), "need": row.need}
    if report:
        text += " " + _("Melapor kembali: %s.") % report.condition_label.lower()
    return Waits(
        _("Apakah %s sudah kembali bekerja?") % row.employee.full_name,
        text,
        page,
        deeds=(Deed(_("Sudah kembali"), page, (("assignment", str(row.pk)),)),),
    )
