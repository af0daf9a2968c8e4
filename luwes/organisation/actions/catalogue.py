"""What all agencies share: titles, staff groups, competencies, policies."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.organisation import access
from luwes.organisation.actions.dated import put
from luwes.organisation.models import Competency, JobTitle, PresencePolicy, StaffGroup
from luwes.organisation.rules import CAREER_LEVELS, MANAGERIAL, PositionKind

LEVELS = 5  # of a competency, PermenPANRB 38/2017


@transaction.atomic
def create_title(
    *, name: str, kind: PositionKind, career_level: str, job_class: int | None, group: StaffGroup,
    by: User, is_draft: bool = False,
) -> JobTitle:  # fmt: skip
    """Add a title to the catalogue that all agencies share."""
    require(access.can_edit_catalogue(by))
    refuse(_title_problems(name, kind, career_level))
    title = JobTitle.objects.create(
        name=name, kind=kind.value, career_level=career_level, job_class=job_class, group=group,
        is_draft=is_draft,
    )  # fmt: skip
    audit.record(by, "organisation.title_created", title)
    return title


@transaction.atomic
def change_title(
    *, title: JobTitle, name: str, kind: PositionKind, career_level: str, job_class: int | None,
    group: StaffGroup, by: User,
) -> None:  # fmt: skip
    """
    Mend a title of the catalogue; a draft is accepted by it.

    :raises Refused: when the level is not of this kind, the name is taken, or a post of this
        title would change between one holder and several
    """
    require(access.can_edit_catalogue(by))
    lock(title)
    problems = _title_problems(name, kind, career_level, besides=title.pk)
    was = PositionKind(title.kind) in MANAGERIAL
    if was != (kind in MANAGERIAL) and title.positions.exists():
        words = _("Sudah ada jabatan dengan nomenklatur ini; manajerial atau tidaknya tetap.")
        problems.append(Problem(words, "kind"))
    refuse(problems)
    title.name, title.kind, title.career_level = name, kind.value, career_level
    title.job_class, title.group, title.is_draft = job_class, group, False
    title.save()
    audit.record(by, "organisation.title_changed", title)


def _title_problems(
    name: str, kind: PositionKind, career_level: str, besides: int = 0
) -> list[Problem]:
    problems = []
    if career_level not in {*CAREER_LEVELS[kind], ""}:
        problems.append(
            Problem(_("Jenjang ini tidak ada pada jenis jabatan tersebut."), "career_level")
        )
    same = JobTitle.objects.filter(name=name, career_level=career_level).exclude(pk=besides)
    if same.exists():
        problems.append(Problem(_("Nomenklatur dengan jenjang ini sudah ada."), "name"))
    return problems


@transaction.atomic
def create_group(*, code: str, name: str, by: User) -> StaffGroup:
    """:raises Refused: when the code is taken"""
    require(access.can_edit_catalogue(by))
    if StaffGroup.objects.filter(code=code).exists():
        refuse([Problem(_("Kode ini sudah dipakai."), "code")])
    group = StaffGroup.objects.create(code=code, name=name)
    audit.record(by, "organisation.group_created", group, code=code)
    return group


@transaction.atomic
def change_group(*, group: StaffGroup, name: str, by: User) -> None:
    """Another name; the code stays, for plans and files name it."""
    require(access.can_edit_catalogue(by))
    lock(group)
    group.name = name
    group.save(update_fields=["name"])
    audit.record(by, "organisation.group_changed", group)


@transaction.atomic
def create_competency(
    *, code: str, name: str, needs_certificate: bool, by: User, valid_months: int | None = None,
    indicators: Sequence[str] = (),
) -> Competency:  # fmt: skip
    """:raises Refused: when the code is taken, or some levels have indicators and others none"""
    require(access.can_edit_catalogue(by))
    problems = _indicator_problems(indicators)
    if Competency.objects.filter(code=code).exists():
        problems.append(Problem(_("Kode ini sudah dipakai."), "code"))
    refuse(problems)
    row = Competency.objects.create(
        code=code, name=name, needs_certificate=needs_certificate, valid_months=valid_months,
        indicators=_indicators(indicators),
    )  # fmt: skip
    audit.record(by, "organisation.competency_created", row, code=code)
    return row


@transaction.atomic
def change_competency(
    *, competency: Competency, name: str, needs_certificate: bool, by: User,
    valid_months: int | None = None, indicators: Sequence[str] = (),
) -> None:  # fmt: skip
    """:raises Refused: when some levels have indicators and others none"""
    require(access.can_edit_catalogue(by))
    lock(competency)
    refuse(_indicator_problems(indicators))
    competency.name, competency.needs_certificate = name, needs_certificate
    competency.valid_months, competency.indicators = valid_months, _indicators(indicators)
    competency.save()
    audit.record(by, "organisation.competency_changed", competency)


def _indicators(texts: Sequence[str]) -> list[str]:
    """Five texts, or none."""
    told = [text.strip() for text in texts]
    return told if any(told) else []


def _indicator_problems(texts: Sequence[str]) -> list[Problem]:
    told = _indicators(texts)
    if not told or (len(told) == LEVELS and all(told)):
        return []
    words = _("Isi indikator kelima tingkat, atau kosongkan semuanya.")
    first = next((n for n, text in enumerate(told, start=1) if not text), 1)
    return [Problem(words, f"indicator_{first}", "PermenPANRB 38/2017")]


@transaction.atomic
def load_catalogue(
    *, groups: Collection[tuple[str, str]], competencies: Collection[tuple[str, str, bool]],
    policies: Collection[tuple[str, int, date, str]], by: User,
    indicators: Mapping[str, Sequence[str]] | None = None,
) -> None:  # fmt: skip
    """
    Reference rows by their codes; what is there already keeps its id, loading twice changes nothing.

    Groups: code, name. Competencies: code, name, needs a certificate. Policies: kind of unit
    (empty: all others), percent, first day, source. Indicators by code: what offices wrote stays.
    """
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    StaffGroup.objects.bulk_create(
        [StaffGroup(code=code, name=name) for code, name in groups],
        update_conflicts=True, unique_fields=["code"], update_fields=["name"],
    )  # fmt: skip
    Competency.objects.bulk_create(
        [Competency(code=code, name=name, needs_certificate=c) for code, name, c in competencies],
        update_conflicts=True, unique_fields=["code"], update_fields=["name", "needs_certificate"],
    )  # fmt: skip
    bare = list(Competency.objects.filter(code__in=indicators or {}, indicators=[]).order_by("pk"))
    for row in bare:
        row.indicators = list((indicators or {})[row.code])
    Competency.objects.bulk_update(bare, ["indicators"])
    for kind, percent, first_day, source in policies:
        same = PresencePolicy.objects.filter(unit_kind=kind, period__contains=first_day)
        if not same.filter(percent=percent, source=source).exists():
            put(
                PresencePolicy.objects.filter(unit_kind=kind),
                PresencePolicy(unit_kind=kind, percent=percent, source=source), first_day,
            )  # fmt: skip
    first = StaffGroup.objects.order_by("pk").first()
    if first:
        audit.record(
            by,
            "organisation.catalogue_loaded",
            first,
            groups=len(groups),
            competencies=len(competencies),
        )
