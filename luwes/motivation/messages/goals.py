"""Who is told what of expectations, ratings and objections. Never what somebody was rated."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.motivation import facts
from luwes.motivation.access import goals as access
from luwes.motivation.messages import telling
from luwes.motivation.models import (
    DialogueTurn,
    Evaluation,
    GoalChange,
    PerformancePlan,
    RatingObjection,
)
from luwes.motivation.queries import plans, superiors
from luwes.motivation.rules.evaluating import EvaluationKind
from luwes.motivation.rules.goals import ChangeState, PlanState, TurnKind
from luwes.notifications.actions import Text
from luwes.organisation import heading
from luwes.people.addresses import account, person
from luwes.ui.tags.words import day

PLAN, CHECK_IN, RATING, OBJECTION = (
    "motivation.plan", "motivation.check_in", "motivation.rating", "motivation.objection",
)  # fmt: skip


def proposed(fact: facts.PlanProposed) -> None:
    plan = _plan(fact.plan_id)
    name = {"name": plan.employee.full_name}
    change = GoalChange.objects.filter(pk=fact.change_id).first() if fact.change_id else None
    if change:
        subject, body = _("%(name)s mengusulkan perubahan sasaran") % name, f"{change.title}. {change.reason}"  # fmt: skip
    else:
        subject = _("%(name)s mengusulkan sasaran kinerja") % name
        body = _("Sepakati, atau kembalikan dengan catatan.")
    telling.tell(
        recipients=[account(user) for user in plans.superiors(plan, localdate(fact.at))],
        kind=PLAN, subject=subject, body=body, link=_page(plan), now=fact.at,
        by=plan.employee.user,
    )  # fmt: skip


def answered(fact: facts.PlanAnswered) -> None:
    plan = _plan(fact.plan_id)
    change = GoalChange.objects.filter(pk=fact.change_id).first() if fact.change_id else None
    if change:
        agreed = change.state == ChangeState.AGREED.value
        text = _("Perubahan sasaran disetujui: %s") if agreed else _("Perubahan sasaran tidak disetujui: %s")  # fmt: skip
        subject = text % change.title
    elif plan.state == PlanState.AGREED.value:
        subject = _("Sasaran kinerja Anda disepakati")
    else:
        subject = _("Sasaran kinerja Anda dikembalikan untuk diperbaiki")
    telling.tell(
        recipients=[person(plan.employee)], kind=PLAN, subject=subject, body=fact.words,
        link=_page(plan), now=fact.at, by=User.objects.get(pk=fact.by_id),
    )  # fmt: skip


def moved(fact: facts.PlanMoved) -> None:
    """The person, and of what was agreed the old superiors, who rate it."""
    plan = _plan(fact.plan_id)
    values = {"name": plan.employee.full_name, "day": day(fact.on)}
    own = reverse("motivation:own_plan")
    texts = []
    if fact.is_over:
        body = _("Sasaran lama ditutup sebelum %(day)s dan dinilai atasan lama. Susun sasaran untuk sisa tahun di jabatan yang baru.")  # fmt: skip
        texts.append(Text([person(plan.employee)], PLAN, _("Jabatan Anda berubah: sasaran lama ditutup"), body % values, own))  # fmt: skip
        heads = [account(user) for user in plans.superiors(plan, localdate(fact.at))]
        subject = _("%(name)s pindah jabatan: nilai kinerjanya sampai %(day)s") % values
        texts.append(Text(heads, PLAN, subject, _("Masa sasarannya di unit Anda berakhir."), _page(plan)))  # fmt: skip
    else:
        body = _("Rancangan Anda tetap ada. Periksa, lalu usulkan kepada atasan yang baru.")
        texts.append(Text([person(plan.employee)], PLAN, _("Jabatan Anda berubah: usulkan ulang sasaran"), body, own))  # fmt: skip
    telling.tell_each([text for text in texts if text.recipients], now=fact.at)


def checked_in(fact: facts.CheckedIn) -> None:
    """Feedback to the employee; progress to the superiors."""
    turn = DialogueTurn.objects.select_related("plan__employee__user", "goal", "by").get(pk=fact.turn_id)  # fmt: skip
    plan = turn.plan
    goal = turn.goal.title if turn.goal else _("seluruh sasaran")
    if turn.kind == TurnKind.FEEDBACK.value:
        recipients = [person(plan.employee)]
        subject = _("Umpan balik untuk Anda: %s") % goal
    else:
        recipients = [account(user) for user in plans.superiors(plan, localdate(fact.at))]
        subject = _("%(name)s melaporkan kemajuan: %(goal)s") % {"name": plan.employee.full_name, "goal": goal}  # fmt: skip
    telling.tell(
        recipients=recipients, kind=CHECK_IN, subject=subject, body=turn.words, link=_page(plan),
        now=fact.at, by=turn.by,
    )  # fmt: skip


def silent(fact: facts.Silent) -> None:
    """Each employee once; each superior once for all of them."""
    rows = list(
        PerformancePlan.objects.filter(pk__in=fact.plan_ids)
        .select_related("employee__user")
        .order_by("pk")
    )
    body = _("Ceritakan sampai di mana hasil kerja Anda, atau minta umpan balik atasan.")
    own = reverse("motivation:own_plan")
    texts = [
        Text([person(row.employee) for row in rows], CHECK_IN, _("Sudah 60 hari tanpa dialog kinerja"), body, own)
    ]  # fmt: skip
    by_unit: dict[int, list[PerformancePlan]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    link = f"{reverse('motivation:assessed')}?keadaan=sepi"
    for user, units in heading.heads_of(by_unit, localdate(fact.at)).values():
        count = sum(row.employee.user_id != user.pk for pk in units for row in by_unit[pk])
        if count:
            subject = ngettext("%d pegawai sudah 60 hari tanpa dialog kinerja", "%d pegawai sudah 60 hari tanpa dialog kinerja", count) % count  # fmt: skip
            texts.append(Text([account(user)], CHECK_IN, subject, _("Beri umpan balik, walau singkat."), link))  # fmt: skip
    telling.tell_each(texts, now=fact.at)


# ── ratings ──────────────────────────────────────────────────────────


def rated(fact: facts.Rated) -> None:
    row = _evaluation(fact.evaluation_id)
    if row.kind == EvaluationKind.YEAR.value:
        body = _("Baca, lalu terima atau ajukan keberatan. Tanpa dibuka, penilaian dianggap Anda terima setelah 7 hari; sesudah itu ada 14 hari untuk keberatan.")  # fmt: skip
    else:
        body = _("Bicarakan dengan pejabat penilai apa yang dapat dilanjutkan dan diperbaiki.")
    subject = _("Kinerja Anda dinilai: %s") % row.name.lower()
    _to_person(row, RATING, subject, body, fact.at, row.rated_by)


def counts_as_received(fact: facts.CountsAsReceived) -> None:
    row = _evaluation(fact.evaluation_id)
    body = _("Keberatan dapat diajukan sampai %s.") % day(row.object_until)
    _to_person(row, RATING, _("Penilaian kinerja Anda dianggap sudah diterima"), body, fact.at)


def final(fact: facts.RatingFinal) -> None:
    row = _evaluation(fact.evaluation_id)
    body = _("Dokumennya bertanda tangan dan siap diunduh dalam beberapa saat.")
    _to_person(row, RATING, _("Penilaian kinerja tahun %d sudah tetap") % row.plan.year, body, fact.at)  # fmt: skip


def withdrawn(fact: facts.RatingWithdrawn) -> None:
    """The person, and who is to rate anew."""
    row = _evaluation(fact.evaluation_id)
    values = {"name": row.plan.employee.full_name, "year": row.plan.year}
    _to_person(row, RATING, _("Penilaian kinerja tahun %(year)d dicabut") % values, fact.reason, fact.at)  # fmt: skip
    heads = plans.superiors(row.plan, localdate(fact.at))
    telling.tell(
        recipients=[account(user) for user in heads], kind=RATING, now=fact.at,
        subject=_("Nilai ulang kinerja %(name)s tahun %(year)d: penilaiannya dicabut") % values,
        body=fact.reason, link=_page(row.plan),
    )  # fmt: skip


# ── objections ───────────────────────────────────────────────────────


def objection_made(fact: facts.ObjectionMade) -> None:
    """Whoever decides; the assessor knows of it. Where nobody can, those who see ratings."""
    row = _objection(fact.objection_id)
    evaluation, on = row.evaluation, localdate(fact.at)
    employee = evaluation.plan.employee
    body = _("Putuskan paling lambat %s.") % day(row.due)
    link = reverse("motivation:decide_objection", args=[row.pk])
    subject = _("Keberatan %s atas penilaian kinerjanya menunggu keputusan Anda") % employee.full_name  # fmt: skip
    users = _who_decide(evaluation, on)
    texts = [Text([account(user) for user in users], OBJECTION, subject, body, link, employee.user)]
    if not users:
        subject = _("Keberatan %s tidak ada yang dapat memutus") % employee.full_name
        body = _("Di atas pejabat penilainya tidak ada kepala unit, dan tidak ada pejabat berwenang. Minta kewenangannya diberikan.")  # fmt: skip
        texts.append(Text([account(user) for user in _analysts(evaluation, on)], OBJECTION, subject, body, ""))  # fmt: skip
    subject = _("%s mengajukan keberatan atas penilaian Anda") % employee.full_name
    texts.append(Text([account(evaluation.rated_by)], OBJECTION, subject, _("Atasan Anda memutusnya."), _of(evaluation), employee.user))  # fmt: skip
    telling.tell_each([text for text in texts if text.recipients], now=fact.at)


def _who_decide(evaluation: Evaluation, on: date) -> list[User]:
    return access.deciders([evaluation], on)[evaluation.pk] or access.others_who_decide(evaluation, on)  # fmt: skip


def _analysts(evaluation: Evaluation, on: date) -> list[User]:
    agency_id, own = evaluation.plan.unit.agency_id, evaluation.plan.employee.user_id
    return [user for user in superiors.overseers([agency_id], on)[agency_id] if user.pk != own]


def objection_decided(fact: facts.ObjectionDecided) -> None:
    row = _objection(fact.objection_id)
    evaluation, by = row.evaluation, User.objects.get(pk=fact.by_id)
    _to_person(evaluation, OBJECTION, _("Keberatan Anda diputus: %s") % row.get_state_display().lower(), row.words, fact.at, by)  # fmt: skip
    values = {"name": evaluation.plan.employee.full_name, "state": row.get_state_display().lower()}
    telling.tell(
        recipients=[account(evaluation.rated_by)], kind=OBJECTION, now=fact.at, by=by,
        subject=_("Keberatan %(name)s diputus: %(state)s") % values, body=row.words,
        link=_of(evaluation),
    )  # fmt: skip


def objection_overdue(fact: facts.ObjectionOverdue) -> None:
    """Those who must decide, those who now may, and the person."""
    row = _objection(fact.objection_id)
    evaluation, on = row.evaluation, localdate(fact.at)
    users = {
        user.pk: user
        for user in [*_who_decide(evaluation, on), *access.others_who_decide(evaluation, on)]
    }
    name = evaluation.plan.employee.full_name
    texts: Sequence[Text] = [
        Text(
            [account(users[pk]) for pk in sorted(users)], OBJECTION,
            _("Lewat batas: keberatan %s belum diputus") % name,
            _("Batasnya %s. Sejak itu pejabat berwenang juga dapat memutusnya.") % day(row.due),
            reverse("motivation:decide_objection", args=[row.pk]),
        ),
        Text(
            [person(evaluation.plan.employee)], OBJECTION,
            _("Keberatan Anda belum diputus sampai batasnya"),
            _("Yang berwenang sudah diingatkan, dan diingatkan lagi setiap pekan."), _of(evaluation),
        ),
    ]  # fmt: skip
    telling.tell_each([text for text in texts if text.recipients], now=fact.at)


def _to_person(
    row: Evaluation, kind: str, subject: str, body: str, now: datetime, by: User | None = None
) -> None:
    telling.tell(
        recipients=[person(row.plan.employee)], kind=kind, subject=subject, body=body,
        link=_of(row), now=now, by=by,
    )  # fmt: skip


def _page(plan: PerformancePlan) -> str:
    return reverse("motivation:plan", args=[plan.pk])


def _of(row: Evaluation) -> str:
    return reverse("motivation:evaluation", args=[row.pk])


def _plan(pk: int) -> PerformancePlan:
    return PerformancePlan.objects.select_related("employee__user", "unit").get(pk=pk)


def _evaluation(pk: int) -> Evaluation:
    rows = Evaluation.objects.select_related("plan__employee__user", "plan__unit", "rated_by")
    return rows.get(pk=pk)


def _objection(pk: int) -> RatingObjection:
    rows = RatingObjection.objects.select_related(
        "evaluation__plan__employee__user", "evaluation__plan__unit", "evaluation__rated_by"
    )
    return rows.get(pk=pk)
