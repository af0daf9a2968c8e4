"""Programmes as owners of needs, for staffing. Reads only."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.collaboration import access, lending
from luwes.collaboration.models import Agreement, Programme
from luwes.collaboration.rules.states import AgreementState, PartnerState, ProgrammeState
from luwes.core import clock
from luwes.core.periods import Period
from luwes.people.models import Employee
from luwes.staffing.owners import Hindrance, Named, Owner

PROGRAMME = "programme"
COOPERATION = "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah;"
CLOSED = (ProgrammeState.FINISHED.value, ProgrammeState.STOPPED.value)


def page(pk: int) -> str:
    return reverse("collaboration:team", args=[pk])


def agencies(pks: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The government that leads it, and those that take part from which people may be lent."""
    rows = Programme.objects.select_related("area").filter(pk__in=pks)
    return _agencies(list(rows.order_by("pk")))


def _agencies(rows: Collection[Programme]) -> dict[int, tuple[int, ...]]:
    lent = lending.lenders(rows)
    return {row.pk: tuple(sorted({row.agency_id, *lent[row.pk]})) for row in rows}


def label(pk: int) -> tuple[str, str]:
    name = Programme.objects.filter(pk=pk).values_list("name", flat=True).first()
    return name or "", page(pk)


def load(pk: int) -> Owner:
    row = Programme.objects.select_related("area").get(pk=pk)
    signed, whose = _signed(row), _agencies([row])[row.pk]
    lent = [signed for of in lending.agreements(row, whose).values() for signed in of]
    lapses_on, lapsed = _ground(row, signed)
    return Owner(
        kind=PROGRAMME, id=row.pk, name=row.name, agency_id=row.agency_id,
        agency_ids=whose,
        basis=(COOPERATION, f"{row.basis.rstrip('.;')};", *dict.fromkeys(_basis([*signed, *lent]))),
        task=f"pelaksanaan program {row.name}", has_status=True, url=page(row.pk),
        is_closed=row.state in CLOSED, lapses_on=lapses_on, lapsed=lapsed,
    )  # fmt: skip


def _signed(row: Programme) -> list[Agreement]:
    """The agreements by which active partners take part and that were not ended."""
    rows = Agreement.objects.filter(
        programmes__programme=row, state=AgreementState.SIGNED.value,
        partner__state=PartnerState.ACTIVE.value,
    )  # fmt: skip
    return list(rows.select_related("letter").order_by("signed_on", "pk").distinct())


def _basis(signed: list[Agreement]) -> list[str]:
    return [
        f"{row.get_kind_display()} Nomor {row.letter.number} tentang {row.title.rstrip('.;')};"
        for row in signed
        if row.letter
    ]


def _ground(row: Programme, signed: list[Agreement]) -> tuple[date | None, str]:
    """From which day nobody is planned or ordered anew, and why."""
    if row.state == ProgrammeState.DRAFTED.value:
        words = _("%s masih rancangan; mulai dulu programnya, lalu susun timnya.")
        return date.min, words % row.name
    if not row.partners.exists():
        return None, ""
    ends = [agreement.period.end for agreement in signed]
    words = _("Tidak ada lagi perjanjian yang berlaku untuk %s. Perpanjang perjanjiannya sebelum orang direncanakan atau ditugaskan lagi.")  # fmt: skip
    last = max((end for end in ends if end), default=date.min)
    return (None, "") if None in ends else (last, words % row.name)


def named(ids: Collection[int]) -> dict[int, Named]:
    rows = Programme.objects.filter(pk__in=ids).order_by("pk")
    return {row.pk: Named(PROGRAMME, row.pk, row.name, page(row.pk)) for row in rows}


def interested(programme_id: int, during: Period) -> dict[int, str]:
    """Whoever has an interest in a partner of the programme, in words that tell no more than that."""
    partners = access.partner_ids(programme_id)
    rows = access.keeping_out(partners, during) if partners else ()
    return {row.employee_id: _("pernyataan benturan kepentingan") for row in rows}


def barred(programme_id: int, during: Period, among: Collection[int]) -> dict[int, str]:
    """Of these people who has an interest, or comes from a government without a PKS for the days."""
    programme = Programme.objects.select_related("area").filter(pk=programme_id).first()
    if programme is None:
        return {}
    found: dict[int, str] = {}
    bare = {agency.pk: agency.name for agency in lending.without_ground(programme, during)}
    if bare:
        words = _("belum ada perjanjian kerja sama (PKS) dengan %s yang berlaku selama tugasnya")
        rows = Employee.objects.filter(agency_id__in=bare, pk__in=among).order_by("pk")
        found = {pk: words % bare[of] for pk, of in rows.values_list("pk", "agency_id")}
    return found | interested(programme_id, during)


def left_out(programme_id: int, on: date) -> list[str]:
    """Governments that take part whose people the plan doesn't take, and why."""
    row = Programme.objects.select_related("area").get(pk=programme_id)
    bare = lending.without_ground(row, lending.day_of(row, on))
    words = _("Pegawai %s tidak diusulkan: belum ada perjanjian kerja sama (PKS) yang berlaku antara kedua pemerintah.")  # fmt: skip
    return [words % agency.name for agency in bare]


def hindrance(user: User, programme_id: int) -> Hindrance | None:
    """Whoever decides about the team says first that no partner is theirs; who has one doesn't decide."""
    if access.is_kept_out(user, access.partner_ids(programme_id), clock.today()):
        return Hindrance(_("Anda menyatakan benturan kepentingan dengan mitra program ini. Pejabat lain yang memutuskan."))  # fmt: skip
    if access.has_said_no_conflict(user, programme_id):
        return None
    return Hindrance(
        _("Sebelum memutuskan untuk program ini, nyatakan sekali bahwa Anda tidak punya benturan kepentingan dengan mitranya."),
        reverse("collaboration:no_conflict", args=[programme_id]),
    )  # fmt: skip
