"""Stating needs: from a template, by hand, and changing them with a reason."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.organisation.models import Competency, StaffGroup
from luwes.places.models import Area
from luwes.staffing import access, briefs, facts, hours, owners, queries, rules, worked
from luwes.staffing.models import (
    AID_OPEN,
    CONTINGENT_STANDING,
    Need,
    NeedShift,
    NeedSkill,
    NeedTemplate,
    Plan,
    TemplateRole,
    TemplateSkill,
)
from luwes.staffing.worked import Amounts, Estimates, WorkedNeed


@dataclass(frozen=True)
class RoleDraft:
    """One role of a template, by codes of the catalogue."""

    role: str
    groups: tuple[str, ...]
    ratio: rules.Ratio
    tier: int
    source: str
    is_assumption: bool
    skills: tuple[tuple[str, int], ...] = ()
    minimum_percent: int = 100
    max_minutes: int | None = None
    brief: briefs.Brief = briefs.NOTHING


@transaction.atomic
def define_template(
    *, code: str, name: str, roles: Sequence[RoleDraft], by: User, reason: str = ""
) -> NeedTemplate:
    """
    A new version of a template; needs already stated keep what they were stated from.

    :raises Refused: for codes that the catalogue does not know
    """
    require(access.can_define_templates(by))
    last = queries.template(code)
    version = last.version + 1 if last else 1
    made = NeedTemplate.objects.create(code=code, version=version, name=name)
    groups = {group.code: group for group in StaffGroup.objects.all()}
    competencies = {c.code: c for c in Competency.objects.all()}
    unknown = {g for r in roles for g in r.groups} - groups.keys()
    unknown |= {c for r in roles for c, _level in r.skills} - competencies.keys()
    refuse(Problem(_("Kode %s tidak ada di katalog.") % code) for code in sorted(unknown))
    for position, draft in enumerate(roles):
        row = TemplateRole.objects.create(
            template=made, position=position, role=draft.role, basis=draft.ratio.basis.value,
            per=draft.ratio.per, times=draft.ratio.times, shifts=draft.ratio.shifts,
            minimum_percent=draft.minimum_percent, tier=draft.tier, source=draft.source,
            is_assumption=draft.is_assumption, max_minutes=draft.max_minutes, **asdict(draft.brief),
        )  # fmt: skip
        row.groups.set([groups[g] for g in draft.groups])
        TemplateSkill.objects.bulk_create(
            TemplateSkill(role=row, competency=competencies[c], level=level)
            for c, level in draft.skills
        )
    audit.record(by, "staffing.template_defined", made, reason=reason, version=version)
    return made


@transaction.atomic
def change_role(
    *, role: TemplateRole, ratio: rules.Ratio, minimum_percent: int, tier: int, source: str,
    is_assumption: bool, reason: str, by: User, brief: briefs.Brief | None = None,
) -> NeedTemplate:  # fmt: skip
    """
    A new version of a template that differs in one role.

    :raises Refused: for an old version, or without a reason
    """
    require(access.can_define_templates(by))
    lock(role.template)
    problems = []
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan perubahan."), "reason"))
    if queries.template(role.template.code) != role.template:
        problems.append(Problem(_("Templat ini sudah berganti versi; ubahlah versi terbarunya.")))
    refuse(problems)
    drafts = [_draft_of(other) for other in queries.template_roles(role.template)]
    changed = replace(
        _draft_of(role), ratio=ratio, minimum_percent=minimum_percent, tier=tier, source=source,
        is_assumption=is_assumption, brief=role.as_brief() if brief is None else brief,
    )  # fmt: skip
    return define_template(
        code=role.template.code, name=role.template.name, by=by, reason=reason,
        roles=[changed if draft.role == role.role else draft for draft in drafts],
    )  # fmt: skip


def _draft_of(role: TemplateRole) -> RoleDraft:
    return RoleDraft(
        role=role.role, groups=tuple(group.code for group in role.groups.all()),
        ratio=role.as_ratio(), tier=role.tier, source=role.source, is_assumption=role.is_assumption,
        skills=tuple((skill.competency.code, skill.level) for skill in role.skills.all()),
        minimum_percent=role.minimum_percent, max_minutes=role.max_minutes, brief=role.as_brief(),
    )  # fmt: skip


@transaction.atomic
def state_from_template(
    *, template: NeedTemplate, owner_kind: str, owner_id: int, amounts: dict[int, Amounts],
    period: Period, on: date, by: User, role_ids: Collection[int] | None = None,
    estimates: Estimates = (),
) -> list[Need]:  # fmt: skip
    """
    Turn people affected and displaced into needs by role and area.

    `amounts` holds the figures by area id, `estimates` which of them are guesses; `role_ids` narrows the template's roles. What was
    stated from a template before is replaced, save what people serve or somebody changed by hand:
    that stays, and its role is not stated again in its area.

    :raises Refused: for a bad period, or when nothing would come of it
    """
    require(access.can_plan_for(by, owner_kind, owner_id))
    refuse(rules.need_problems(rules.NeedDraft("", period, 0, 1, 1), on=on))
    hold(owner_kind, owner_id)
    refuse(owners.problems_of(owners.owner_of(owner_kind, owner_id)))
    roles = queries.template_roles(template)
    chosen = [role for role in roles if role_ids is None or role.pk in role_ids]
    drafts = worked.drafts(chosen, owner_kind, owner_id, amounts, estimates)
    if not any(draft.is_new for draft in drafts):
        refuse([Problem(_("Tidak ada kebutuhan yang terhitung dari angka yang ada."))])
    worked.replaceable(owner_kind, owner_id).update(is_cancelled=True)
    made = [
        _from_draft(draft, owner_kind, owner_id, period) for draft in drafts if draft.is_new
    ]  # fmt: skip
    owner = owners.owner_of(owner_kind, owner_id)
    audit.record(
        by, "staffing.needs_stated", made[0], chain=str(owner.agency_id),
        template=f"{template.code} v{template.version}", needs=len(made),
        heads=sum(need.desired for need in made),
    )  # fmt: skip
    return made


def hold(owner_kind: str, owner_id: int) -> None:
    """One at a time states an owner's needs: each sees what the other stated."""
    advisory_lock(f"needs {owner_kind} {owner_id}")


def _from_draft(draft: WorkedNeed, owner_kind: str, owner_id: int, period: Period) -> Need:
    role = draft.role
    need = Need.objects.create(
        owner_kind=owner_kind, owner_id=owner_id, role=role.role, area=draft.area, period=period,
        post=draft.post, minimum=draft.minimum, desired=draft.desired, tier=role.tier,
        max_minutes=role.max_minutes, working=draft.working.words, source=role.source,
        is_assumption=role.is_assumption, template_role=role, amount=draft.working.amount,
        **asdict(role.as_brief()),
    )  # fmt: skip
    _ask_as(need, role)
    NeedShift.objects.bulk_create(
        NeedShift(need=need, position=n, name=slot.name, starts=slot.starts, ends=slot.ends)
        for n, slot in enumerate(hours.standard(role.shifts, desired=1, minimum=1))
    )
    return need


def _ask_as(need: Need, like: TemplateRole | Need) -> None:
    """The groups and competencies that a role, or another need, asks."""
    need.groups.set(like.groups.all())
    NeedSkill.objects.bulk_create(
        NeedSkill(need=need, competency_id=skill.competency_id, level=skill.level)
        for skill in like.skills.all()
    )


@transaction.atomic
def state_need(
    *, owner_kind: str, owner_id: int, draft: rules.NeedDraft, area: Area, post: str,
    groups: Iterable[StaffGroup], reason: str, on: date, by: User, report_to: str = "",
) -> Need:  # fmt: skip
    """
    State one need by hand.

    :raises Refused: with everything that is wrong with it, or when just this stands already (a
        button pressed twice)
    """
    require(access.can_plan_for(by, owner_kind, owner_id))
    hold(owner_kind, owner_id)
    problems = owners.problems_of(owners.owner_of(owner_kind, owner_id))
    problems += rules.need_problems(draft, on=on)
    if not draft.role.strip():
        problems.append(Problem(_("Isi perannya."), "role"))
    if not reason.strip():
        problems.append(Problem(_("Tulis mengapa kebutuhan ini ada."), "reason"))
    same = Need.objects.filter(
        owner_kind=owner_kind, owner_id=owner_id, role=draft.role, area=area, post=post,
        period=draft.period, minimum=draft.minimum, desired=draft.desired, tier=draft.tier,
        load=draft.load, changed_because=reason, is_cancelled=False,
    )  # fmt: skip
    if same.exists():
        problems.append(Problem(_("Kebutuhan yang sama persis sudah dinyatakan.")))
    refuse(problems)
    need = Need.objects.create(
        owner_kind=owner_kind, owner_id=owner_id, role=draft.role, area=area, post=post,
        period=draft.period, minimum=draft.minimum, desired=draft.desired, tier=draft.tier,
        load=draft.load, max_minutes=draft.max_minutes, changed_because=reason, report_to=report_to,
    )  # fmt: skip
    need.groups.set(groups)
    NeedSkill.objects.bulk_create(
        NeedSkill(need=need, competency_id=c, level=level) for c, level in draft.skills
    )
    _log(by, "staffing.need_stated", need, reason, desired=draft.desired)
    return need


def assume(*, like: Need, area: Area, plan: Plan, heads: tuple[int, int], source: str) -> Need:
    """
    A need like another at another area, with (minimum, desired) heads, that a what-if alone knows of.

    Roles, days, skills, shifts and what to bring are those of `like`; its place is its own.
    """
    copied = {f.attname: getattr(like, f.attname) for f in Need._meta.concrete_fields if not f.primary_key}  # fmt: skip
    minimum, desired = heads
    need = Need.objects.create(**copied | {
        "owner_kind": rules.ASSUMED, "owner_id": plan.pk, "area_id": area.pk,
        "minimum": minimum, "desired": desired, "post": worked.post_name(like.role, area),
        "report_to": "", "post_lat": None, "post_lon": None, "working": "",
        "template_role_id": None, "amount": None, "left_amount": None, "left_because": "",
        "source": source, "is_assumption": True, "changed_because": "",
    })  # fmt: skip
    _ask_as(need, like)
    NeedShift.objects.bulk_create(
        NeedShift(
            need=need, position=slot.position, name=slot.name, starts=slot.starts, ends=slot.ends
        )
        for slot in like.shift_pattern.order_by("position")
    )
    return need


@transaction.atomic
def make_real(
    *, needs: Sequence[Need], owner_kind: str, owner_id: int, move: Callable[[Period], Period],
    reason: str, on: date, by: User,
) -> None:  # fmt: skip
    """
    State needs that were only assumed; `move` gives the days of each.

    :raises Refused: without a reason, for days that are over, a closed owner, or when the owner
        asks for people at one of these areas by now: they would be asked for twice
    """
    require(access.can_plan_for(by, owner_kind, owner_id))
    hold(owner_kind, owner_id)
    lock_all(Need.objects.filter(pk__in=[need.pk for need in needs]))
    problems = owners.problems_of(owners.owner_of(owner_kind, owner_id))
    if not reason.strip():
        problems.append(Problem(_("Tulis mengapa kebutuhan ini ada."), "reason"))
    asked = queries.needs_of(owner_kind, owner_id).filter(area__in={need.area_id for need in needs})
    problems += [
        Problem(_("%s sudah punya kebutuhan; ubahlah jumlahnya di sana.") % name)
        for name in sorted({need.area.name for need in asked})
    ]
    for need in needs:
        need.period = move(need.period)
        problems += rules.need_problems(as_draft(need), on=on)
    refuse(dict.fromkeys(problems))
    for need in needs:
        need.owner_kind, need.owner_id, need.changed_because = owner_kind, owner_id, reason
        need.save()
        _log(by, "staffing.need_stated", need, reason, desired=need.desired)


def as_draft(need: Need) -> rules.NeedDraft:
    return rules.NeedDraft(
        need.role, need.period, need.minimum, need.desired, need.tier, need.load, need.max_minutes
    )


@transaction.atomic
def change_need(
    *, need: Need, draft: rules.NeedDraft, reason: str, on: date, by: User,
    post: str | None = None, report_to: str | None = None,
) -> Need:  # fmt: skip
    """
    Change numbers of a need, with a reason; the worked sum stays beside them.

    Skills stay as they are; the post and whom to report to, where they are None. What binds those
    who go stays as long as somebody decides on them: what is approved is what is issued.

    :raises Refused: without a reason, under the people already assigned, for bad numbers, or for
        other days, load or travel while a submitted or approved plan sends people
    """
    require(access.can_plan(by, need))
    lock(need)
    problems = owners.problems_of(owners.owner_of(need.owner_kind, need.owner_id))
    problems += rules.need_problems(draft, on=on)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan perubahan."), "reason"))
    have = queries.assigned([need.pk])[need.pk]
    if draft.desired < have:
        problems.append(Problem(_("Sudah %d orang ditugaskan.") % have, "desired"))
    refuse([*problems, *_bound(need, draft)])
    before = _numbers(need)
    need.minimum, need.desired, need.tier = draft.minimum, draft.desired, draft.tier
    need.period, need.max_minutes, need.load = draft.period, draft.max_minutes, draft.load
    need.post = need.post if post is None else post
    need.report_to = need.report_to if report_to is None else report_to
    need.changed_because = reason
    need.save()
    announce(facts.NeedChanged(need.pk))
    _log(by, "staffing.need_changed", need, reason, before=before, after=_numbers(need))
    return need


def _bound(need: Need, draft: rules.NeedDraft) -> list[Problem]:
    old = (need.period, need.load, need.max_minutes)
    if old == (draft.period, draft.load, draft.max_minutes):
        return []
    plan = queries.bound_by(need)
    if plan is None:
        return []
    words = _(
        "Rencana %(number)d yang sudah %(state)s mengirim orang ke sini. Masa tugas, beban, dan "
        "batas tempuh dapat diubah setelah rencana itu dikembalikan kepada penyusunnya."
    )
    return [Problem(words % _named(plan), "first_day")]


def _named(plan: Plan) -> dict[str, Any]:
    return {"number": plan.number, "state": plan.get_state_display().lower()}


def _numbers(need: Need) -> dict[str, Any]:
    return {
        "minimum": need.minimum, "desired": need.desired, "tier": need.tier, "load": need.load,
        "first_day": str(need.period.start), "last_day": str(need.period.last_day or ""),
    }  # fmt: skip


@transaction.atomic
def cancel_need(*, need: Need, reason: str, by: User) -> None:
    """
    Take a need back.

    :raises Refused: without a reason, while people are assigned to it, or while a submitted or
        approved plan sends people: they would be left out at the last moment
    """
    require(access.can_plan(by, need))
    lock(need)
    problems = []
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    if need.aid_lines.filter(request__state__in=AID_OPEN).exists():
        problems.append(Problem(_("Kebutuhan ini sedang dimintakan bantuan; tarik atau akhiri permintaannya dulu.")))  # fmt: skip
    if need.contingents.filter(state__in=CONTINGENT_STANDING).exists():
        problems.append(Problem(_("Unsur luar ASN tercatat untuk kebutuhan ini; batalkan dulu. Bila mereka sudah bertugas, kebutuhannya tetap ada.")))  # fmt: skip
    if queries.assigned([need.pk])[need.pk]:
        problems.append(Problem(_("Masih ada orang yang ditugaskan untuk kebutuhan ini.")))
    elif (plan := queries.bound_by(need)) is not None:
        words = _(
            "Rencana %(number)d yang sudah %(state)s mengirim orang ke sini. Kebutuhan ini dapat "
            "dibatalkan setelah rencana itu dikembalikan kepada penyusunnya."
        )
        problems.append(Problem(words % _named(plan)))
    refuse(problems)
    need.is_cancelled = True
    need.changed_because = reason
    need.save(update_fields=["is_cancelled", "changed_because"])
    announce(facts.NeedChanged(need.pk))
    _log(by, "staffing.need_cancelled", need, reason)


def _log(by: User, deed: str, need: Need, reason: str, **details: Any) -> None:
    owner = owners.owner_of(need.owner_kind, need.owner_id)
    audit.record(by, deed, need, chain=str(owner.agency_id), reason=reason, **details)
