"""Programmes: written down, changed, started, finished, stopped; their partners."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions import standing
from luwes.collaboration.models import (
    Agreement,
    Claim,
    Programme,
    ProgrammePartner,
)
from luwes.collaboration.owning import CLOSED, PROGRAMME
from luwes.collaboration.rules.lapse import carries
from luwes.collaboration.rules.states import (
    AgreementKind,
    ClaimState,
    PartnerState,
    ProgrammeState,
    Side,
)
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.organisation.models import Agency, OrgUnit
from luwes.places.models import Area
from luwes.staffing.models import BINDING, Assignment, Need
from luwes.teamwork.actions import ending as team_ending


@dataclass(frozen=True)
class ProgrammeDraft:
    """What a programme says of itself; `agencies`: whose people its team may have beside the own."""

    name: str
    goal: str
    summary: str
    basis: str
    area: Area
    period: Period
    is_public: bool
    agencies: Collection[Agency] = ()


@transaction.atomic
def draft(*, unit: OrgUnit, draft: ProgrammeDraft, on: date, now: datetime, by: User) -> Programme:
    """
    :raises Refused: for a time gone by
    """
    require(access.can_lead(by, unit, on))
    refuse(_time_problems(draft.period, on))
    made = Programme(agency=unit.agency, unit=unit, made_at=now, made_by=by)
    made.slug = _free_slug(draft.name)
    _write(made, draft)
    audit.record(by, "collaboration.programme_made", made, chain=str(made.agency_id))
    return made


def _time_problems(period: Period, on: date) -> list[Problem]:
    if period.last_day is not None and period.last_day < on:
        return [Problem(_("Masa program sudah lewat."), "last_day")]
    return []


def _free_slug(name: str) -> str:
    """The address stays when the name changes: it may have been printed."""
    advisory_lock("collaboration programme slug")
    base = slugify(re.sub(r"[–—/]", " ", name))[:70].strip("-") or "program"
    taken = set(
        Programme.objects.filter(slug__startswith=base).order_by().values_list("slug", flat=True)
    )
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _write(row: Programme, draft: ProgrammeDraft) -> None:
    for name in ("name", "goal", "summary", "basis", "area", "period", "is_public"):
        setattr(row, name, getattr(draft, name))
    row.save()
    row.agencies.set({row.agency, *draft.agencies})


def changing(programme: Programme, on: date, by: User) -> None:
    """
    Hold it, by who may change it.

    :raises Refused: when it is over
    """
    require(access.can_manage(by, programme, on))
    lock(programme)
    if programme.state in CLOSED:
        refuse([Problem(_("Program ini sudah ditutup."))])


@transaction.atomic
def change(*, programme: Programme, draft: ProgrammeDraft, on: date, by: User) -> None:
    """
    :raises Refused: for a time that leaves milestones outside, or a running one that hides from the public
    """
    changing(programme, on, by)
    problems = _time_problems(draft.period, on)
    late = programme.milestones.filter(dropped_because="").order_by("order", "pk")
    outside = [row.title for row in late if row.due not in draft.period]
    if outside:
        words = _("Tenggat tonggak ini di luar masa yang baru: %s.") % "; ".join(outside)
        problems.append(Problem(words, "last_day"))
    problems += _team_problems(programme, draft)
    is_running = programme.state == ProgrammeState.RUNNING.value
    if is_running and programme.is_public and not draft.is_public:
        problems.append(Problem(_("Program yang sudah berjalan di depan umum tetap terlihat sampai ditutup."), "is_public"))  # fmt: skip
    refuse(problems)
    _write(programme, draft)
    audit.record(by, "collaboration.programme_changed", programme, chain=str(programme.agency_id))


@transaction.atomic
def start(*, programme: Programme, on: date, by: User) -> None:
    """
    From now on work is claimed and verified.

    :raises Refused: without goal, indicator, milestone and a partner whose agreement carries work
    """
    changing(programme, on, by)
    problems = []
    if programme.state != ProgrammeState.DRAFTED.value:
        problems.append(Problem(_("Program ini sudah dimulai.")))
    if not programme.goal.strip():
        problems.append(Problem(_("Tulis tujuannya.")))
    if not programme.indicators.exists():
        problems.append(Problem(_("Tambahkan paling sedikit satu indikator.")))
    milestones = programme.milestones.filter(dropped_because="")
    if not milestones.exists():
        problems.append(Problem(_("Tambahkan paling sedikit satu tonggak.")))
    partners = list(
        programme.partners.select_related("partner", "agreement__partner").order_by("pk")
    )
    if not partners:
        problems.append(Problem(_("Tambahkan paling sedikit satu mitra: kemajuan diperiksa oleh pihak lain.")))  # fmt: skip
    for row in partners:
        if not carries(row.agreement, on):
            words = _("Perjanjian dengan %s tidak berlaku hari ini.")
            problems.append(Problem(words % row.partner.name))
    refuse(problems)
    programme.state = ProgrammeState.RUNNING.value
    programme.save(update_fields=["state"])
    audit.record(by, "collaboration.programme_opened", programme, chain=str(programme.agency_id))


@transaction.atomic
def close(
    *, programme: Programme, is_finished: bool, closing: str, on: date, now: datetime, by: User
) -> None:
    """
    Finished, or stopped with the reason; whoever serves in its team is done.

    :raises Refused: without words, while a claim waits, somebody has not answered or begun, or as
        finished while milestones are open, or nothing was verified
    """
    changing(programme, on, by)
    problems = []
    if is_finished and programme.state == ProgrammeState.DRAFTED.value:
        problems.append(Problem(_("Program ini belum dimulai.")))
    open_ones = programme.milestones.filter(dropped_because="", verified__lt=100)
    if is_finished and open_ones.exists():
        names = "; ".join(row.title for row in open_ones.order_by("order", "pk"))
        words = _("Tonggak ini belum terverifikasi seluruhnya: %s. Batalkan dengan alasan, atau hentikan programnya.")  # fmt: skip
        problems.append(Problem(words % names))
    elif is_finished and not programme.milestones.filter(verified=100).exists():
        words = _(
            "Belum ada tonggak yang terverifikasi seluruhnya; hentikan programnya dengan alasan."
        )
        problems.append(Problem(words))
    problems += team_ending.problems(PROGRAMME, programme.pk, on)
    waiting = Claim.objects.filter(milestone__programme=programme, state=ClaimState.WAITING.value)
    if waiting.exists():
        problems.append(Problem(_("Masih ada klaim yang menunggu pemeriksaan.")))
    if not closing.strip():
        words = _("Tulis hasilnya.") if is_finished else _("Tulis alasannya.")
        problems.append(Problem(words, "closing"))
    refuse(problems)
    team_ending.let_go(PROGRAMME, programme.pk, now=now, on=on, by=by)
    state = ProgrammeState.FINISHED if is_finished else ProgrammeState.STOPPED
    programme.state, programme.closing, programme.closed_at = state.value, closing.strip(), now
    programme.save(update_fields=["state", "closing", "closed_at"])
    audit.record(
        by, "collaboration.programme_closed", programme, chain=str(programme.agency_id),
        reason=closing.strip()[:300],
    )  # fmt: skip


def _team_problems(programme: Programme, draft: ProgrammeDraft) -> list[Problem]:
    """Seats outside the new time, and governments whose people serve, stay no longer than their end."""
    needs = Need.objects.filter(
        owner_kind=PROGRAMME, owner_id=programme.pk, is_cancelled=False
    ).order_by("pk")
    outside = [need.role for need in needs if not _within(need.period, draft.period)]
    problems = []
    if outside:
        words = _("Masa tempat ini dalam tim di luar masa yang baru: %s.") % "; ".join(outside)
        problems.append(Problem(words, "last_day"))
    kept = {programme.agency_id, *(agency.pk for agency in draft.agencies)}
    serving = Assignment.objects.filter(need__in=needs.values("pk"), state__in=BINDING)
    gone = serving.exclude(employee__agency__in=kept).order_by("employee__agency__name")
    names = list(gone.values_list("employee__agency__name", flat=True).distinct())
    if names:
        words = _("Pegawai dari pemerintah ini masih bertugas dalam tim: %s.") % "; ".join(names)
        problems.append(Problem(words, "agencies"))
    return problems


def _within(inner: Period, outer: Period) -> bool:
    if inner.start < outer.start:
        return False
    return outer.end is None or (inner.end is not None and inner.end <= outer.end)


@transaction.atomic
def join(
    *, programme: Programme, agreement: Agreement, brings: str, on: date, now: datetime, by: User
) -> ProgrammePartner:
    """
    A partner takes part, by an agreement of the government here.

    :raises Refused: by an agreement that carries no work, or the second time
    """
    changing(programme, on, by)
    lock(agreement)
    problems = unfit(agreement, programme, on)
    if not carries(agreement, max(on, agreement.period.start)):
        problems.append(Problem(_("Perjanjian ini tidak berlaku; pilih perjanjian yang ditandatangani dan belum berakhir."), "agreement"))  # fmt: skip
    if programme.partners.filter(partner=agreement.partner_id).exists():
        problems.append(Problem(_("Mitra ini sudah ikut serta."), "agreement"))
    refuse(problems)
    made = ProgrammePartner.objects.create(
        programme=programme, partner_id=agreement.partner_id, agreement=agreement,
        brings=brings.strip(), joined_at=now, joined_by=by,
    )  # fmt: skip
    audit.record(
        by, "collaboration.partner_joined", programme, chain=str(programme.agency_id),
        partner=agreement.partner_id,
    )  # fmt: skip
    return made


def unfit(agreement: Agreement, programme: Programme, on: date) -> list[Problem]:
    """Why nobody takes part by this agreement, whatever its days."""
    problems = []
    if agreement.agency_id != programme.agency_id:
        problems.append(Problem(_("Perjanjian ini milik pemerintah daerah lain."), "agreement"))
    if agreement.kind != AgreementKind.COOPERATION.value:
        problems.append(Problem(_("Kesepakatan bersama menyatakan kehendak saja; pilih perjanjian kerja sama (PKS)."), "agreement"))  # fmt: skip
    problems += standing.lacking(agreement.partner, on, "agreement")
    return problems


def work_of(partner: ProgrammePartner | None, on: date) -> list[Problem]:
    """Whether the side that works may begin anything on the day; the government always may."""
    if partner is None or carries(partner.agreement, on):
        return []
    words = {
        PartnerState.SUSPENDED.value: _("%s dibekukan: tidak ada pekerjaan baru sampai diperiksa ulang. Yang sudah diklaim tetap dapat diperiksa."),
        PartnerState.PROPOSED.value: _("%s diperiksa ulang: tidak ada pekerjaan baru sebelum dinyatakan aktif. Yang sudah diklaim tetap dapat diperiksa."),
    }.get(
        partner.partner.state,
        _("Perjanjian dengan %s tidak berlaku pada hari ini: tidak ada pekerjaan baru. Yang sudah diklaim tetap dapat diperiksa."),
    )  # fmt: skip
    return [Problem(words % partner.partner.name)]


def side_name(side: str, partner: ProgrammePartner | None, programme: Programme) -> str:
    """Who does it, in words."""
    if side == Side.PARTNER.value and partner is not None:
        return partner.partner.name
    return programme.agency.name
