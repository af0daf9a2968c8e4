"""What all agencies share: titles, staff groups, competencies, policies."""

from collections.abc import Collection
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
def create_competency(*, code: str, name: str, needs_certificate: bool, by: User) -> Competency:
    """:raises Refused: when the code is taken"""
    require(access.can_edit_catalogue(by))
    if Competency.objects.filter(code=code).exists():
        refuse([Problem(_("Kode ini sudah dipakai."), "code")])
    row = Competency.objects.create(code=code, name=name, needs_certificate=needs_certificate)
    audit.record(by, "organisation.competency_created", row, code=code)
    return row


@transaction.atomic
def change_competency(
    *, competency: Competency, name: str, needs_certificate: bool, by: User
) -> None:
    require(access.can_edit_catalogue(by))
    lock(competency)
    competency.name, competency.needs_certificate = name, needs_certificate
    competency.save(update_fields=["name", "needs_certificate"])
    audit.record(by, "organisation.competency_changed", competency)


@transaction.atomic
def load_catalogue(
    *, groups: Collection[tuple[str, str]], competencies: Collection[tuple[str, str, bool]],
    policies: Collection[tuple[str, int, date, str]], by: User,
) -> None:  # fmt: skip
    """
    Reference rows by their codes; what is there already keeps its id, loading twice changes nothing.

    Groups: code, name. Competencies: code, name, needs a certificate. Policies: kind of unit
    (empty: all others), percent, first day, source.
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
