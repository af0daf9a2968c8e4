"""Who is told what of partners, agreements and what both sides owe."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.collaboration import access, facts
from luwes.collaboration.models import (
    Agreement,
    AgreementStep,
    Obligation,
    Partner,
    PartnerDocument,
    Representative,
)
from luwes.collaboration.queries import partners as queries
from luwes.collaboration.rules.states import AgreementState, PartnerState, Side
from luwes.notifications import actions as notifications
from luwes.organisation import heading
from luwes.people.addresses import account
from luwes.ui.tags.words import day

State = AgreementState


def _tell(
    users: Iterable[User], kind: str, subject: str, body: str, link: str, at: datetime,
    by: User | None = None,
) -> None:  # fmt: skip
    """Each once, and never who caused it."""
    those = {user.pk: user for user in users if by is None or user.pk != by.pk}
    notifications.tell(
        recipients=[account(user) for user in those.values()], kind=f"collaboration.{kind}",
        subject=subject, body=body, link=link, now=at, by=by,
    )  # fmt: skip


def _speakers(partner: Partner, at: datetime, *, who_sign: bool = False) -> list[User]:
    rows = queries.speakers([partner.pk], localdate(at))[partner.pk]
    return [row.user for row in rows if row.may_sign or not who_sign]


def _signers(agency_id: int, at: datetime) -> list[User]:
    return heading.authorities(agency_id, localdate(at))


def _secretariat(agency_id: int, at: datetime) -> list[User]:
    return queries.secretariat(agency_id, localdate(at))


# ── partners ─────────────────────────────────────────────────────────


def partner_checked(fact: facts.PartnerChecked) -> None:
    """Whoever wrote it down, and its own people, hear how it stands, and why."""
    partner = Partner.objects.select_related("made_by").get(pk=fact.partner_id)
    link = reverse("collaboration:partner", args=[partner.pk])
    subject = f"{partner.name}: {partner.get_state_display()}"
    body = partner.state_reason or _("Perjanjian dapat dirancang dengannya.")
    if partner.state != PartnerState.ACTIVE and not partner.state_reason:
        body = ""
    _tell([partner.made_by, *_speakers(partner, fact.at)], "partner", subject, body, link, fact.at)


def paper_ends(fact: facts.PaperEnds) -> None:
    row = PartnerDocument.objects.select_related("partner").get(pk=fact.document_id)
    partner, last = row.partner, row.period.last_day
    over = last is not None and last < localdate(fact.at)
    subject = _("%(paper)s %(partner)s sudah tidak berlaku") if over else _("%(paper)s %(partner)s segera berakhir")  # fmt: skip
    users = [*_secretariat(partner.registered_by_agency_id, fact.at), *_speakers(partner, fact.at)]
    _tell(
        users, "partner", subject % {"paper": row.get_kind_display(), "partner": partner.name},
        _("Hari terakhirnya %s. Unggah yang baru.") % day(last),
        reverse("collaboration:partner", args=[partner.pk]), fact.at,
    )  # fmt: skip


def representative_named(fact: facts.RepresentativeNamed) -> None:
    rows = Representative.objects.select_related("partner", "user", "named_by")
    row = rows.get(pk=fact.representative_id)
    _tell(
        [row.user], "partner", _("Anda mewakili %s") % row.partner,
        _("Sebagai %s. Yang menunggu Anda tampil di beranda.") % row.title,
        reverse("collaboration:partner", args=[row.partner_id]), fact.at, row.named_by,
    )  # fmt: skip


# ── agreements ───────────────────────────────────────────────────────


def agreement_moved(fact: facts.AgreementMoved) -> None:
    """Whoever has the next word, and who drafted it; a partner only of what it was shown."""
    step = AgreementStep.objects.select_related("by").get(pk=fact.step_id)
    row = Agreement.objects.select_related("partner", "made_by").get(pk=fact.agreement_id)
    ours, theirs, body = _next(row, step, fact.at)
    subject = f"{row.title}: {step.get_after_display()}"
    _tell(ours, "agreement", subject, body, _page(row), fact.at, step.by)
    link = _page(row) if step.after in access.SHARED else reverse("collaboration:agreements")
    _tell(theirs, "agreement", subject, body, link, fact.at, step.by)


def _next(row: Agreement, step: AgreementStep, at: datetime) -> tuple[list[User], list[User], str]:
    own, team = [row.made_by], _secretariat(row.agency_id, at)
    partners = _speakers(row.partner, at)
    was_shown = step.before in access.SHARED
    match State(step.after):
        case State.REVIEWED:
            return team, [], _("Telaah, lalu tawarkan kepada mitra atau kembalikan.")
        case State.OFFERED:
            return own, partners, _("Menunggu jawaban mitra: setuju, atau kembali dengan alasan.")
        case State.AGREED:
            signers = _speakers(row.partner, at, who_sign=True)
            return [*own, *team], signers, _("Mitra menandatangani lebih dahulu.")
        case State.SIGNED:
            return [*own, *team], partners, _("Naskah bertanda tangan dapat diunduh di halamannya.")
        case State.DRAFTED:
            return own, partners if was_shown else [], step.words
        case _over:
            return [*own, *team], partners if was_shown else [], step.words


def partner_signed(fact: facts.PartnerSigned) -> None:
    row = _agreement(fact.agreement_id)
    _tell(
        [row.made_by, *_signers(row.agency_id, fact.at)], "agreement",
        _("%s menunggu tanda tangan pemerintah") % row.title,
        _("Sudah ditandatangani %s.") % row.partner, _page(row), fact.at, row.partner_signed_by,
    )  # fmt: skip


def agreement_ends(fact: facts.AgreementEnds) -> None:
    row = _agreement(fact.agreement_id)
    users = [
        row.made_by, *_secretariat(row.agency_id, fact.at), *_speakers(row.partner, fact.at),
    ]  # fmt: skip
    _tell(
        users, "agreement", _("%s segera berakhir") % row.title,
        _("Hari terakhirnya %s. Perpanjang bila pekerjaannya berlanjut.") % day(row.period.last_day),
        _page(row), fact.at,
    )  # fmt: skip


def lapsed(fact: facts.Lapsed) -> None:
    """One that was ended early was told as a step."""
    row = _agreement(fact.agreement_id)
    if row.state == State.ENDED:
        return
    users = [
        row.made_by, *_secretariat(row.agency_id, fact.at), *_speakers(row.partner, fact.at),
    ]  # fmt: skip
    _tell(
        users, "agreement", _("Masa berlaku %s selesai") % row.title,
        _("Pekerjaan baru memerlukan perjanjian baru."), _page(row), fact.at,
    )  # fmt: skip


# ── obligations ──────────────────────────────────────────────────────


def obligation_due(fact: facts.ObligationDue) -> None:
    """The side that owes; once it is late the other side too."""
    row = _obligation(fact.obligation_id)
    agreement = row.agreement
    late = row.due < localdate(fact.at)
    ours = [agreement.made_by]
    theirs = _speakers(agreement.partner, fact.at)
    owing = theirs if row.side == Side.PARTNER.value else ours
    users = [*ours, *theirs, *_secretariat(agreement.agency_id, fact.at)] if late else owing
    subject = _("Lewat tenggat: %s") if late else _("Segera jatuh tempo: %s")
    body = _("Tenggatnya %(day)s, kewajiban %(side)s.") % {"day": day(row.due), "side": row.get_side_display()}  # fmt: skip
    _tell(users, "obligation", subject % row.words, body, _page(agreement), fact.at)


def obligation_moved(fact: facts.ObligationMoved) -> None:
    row = _obligation(fact.obligation_id)
    by = User.objects.get(pk=fact.by_id)
    agreement = row.agreement
    ours, theirs = [agreement.made_by], _speakers(agreement.partner, fact.at)
    is_partners = row.side == Side.PARTNER.value
    owing, other = (theirs, ours) if is_partners else (ours, theirs)
    if row.confirmed_at:
        users, subject, body = owing, _("Dinyatakan terpenuhi: %s"), ""
    elif row.reported_at:
        users, subject, body = other, _("Dilaporkan terpenuhi: %s"), row.report
    else:
        users, subject, body = owing, _("Dikembalikan: %s"), row.returned_because
    _tell(users, "obligation", subject % row.words, body, _page(agreement), fact.at, by)


def _obligation(pk: int) -> Obligation:
    return Obligation.objects.select_related("agreement__partner", "agreement__made_by").get(pk=pk)


def _agreement(pk: int) -> Agreement:
    rows = Agreement.objects.select_related("partner", "made_by", "partner_signed_by")
    return rows.get(pk=pk)


def _page(row: Agreement) -> str:
    return reverse("collaboration:agreement", args=[row.pk])
