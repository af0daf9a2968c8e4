"""What stands in the addresses of doors, so that each leads to something of the world here."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from luwes.core import clock
from luwes.learning import codes as class_codes
from luwes.services import builtin
from luwes.services.models import Case, FormVersion
from luwes.services.rules import asking
from luwes.staffing import codes
from tests.guards.world import LONG_AGO, World
from tests.guards.worlds.services import CASE_SECRET


def _a_form_draft(world: World) -> int:
    """The service here, whose form is being changed."""
    service = world.service
    FormVersion.objects.create(
        service=service, number=1, definition=asking.stored(builtin.definition(service)),
        purpose="Uji", consent="Setuju", made_at=LONG_AGO, made_by=world.planner,
    )  # fmt: skip
    return service.pk


def _a_fresh_code(world: World) -> str:
    """Of the post to which the employee here was sent."""
    assert world.assignment
    return codes.make(world.post_code, clock.now())


def _a_studied_module(world: World) -> str:
    """The employee here has read it and sat its test."""
    assert world.attempt
    return world.module.slug


def _a_class_code(world: World) -> str:
    """Fresh, of the meeting to which the employee here goes."""
    assert world.enrolment
    return class_codes.make(world.class_session, clock.now())


def _a_class(world: World) -> int:
    """With a meeting now and the employee here in it."""
    assert world.class_session
    return world.enrolment.course_class_id


def _closed(world: World) -> Case:
    """The case here, so that the citizen has the last word on it."""
    case = world.case
    case.state, case.closed_at = "closed", clock.now()
    case.save()
    return case


# Of a citizen, who has no account: whoever knows the secret in the address.
TRACKED = (
    "case_public", "confirm", "public_file", "rate", "reopen", "say", "take_out", "thank",
    "withdraw_case",
)  # fmt: skip
FILLED = ("fill", "fill_check", "fill_page")
_A_CASE: dict[str, Callable[[World], str]] = {
    "number": lambda w: w.case.number,
    "secret": lambda w: CASE_SECRET,
}

# What to put into an address for a parameter of this name. A door whose parameter means something
# else has an entry "route parameter".
PARAMETERS: dict[str, Callable[[World], Any]] = {
    "agency_id": lambda w: w.here.agency.pk,
    "appointment_id": lambda w: w.here.post.pk,
    "approval_id": lambda w: w.approval.pk,
    **{
        f"appointments:move_{name} request_id": lambda w: w.moves.pk
        for name in ("request", "change", "add", "do", "return", "withdraw", "correct")
    },
    "appointments:move_answer rule": lambda w: "establishment",  # no headcount is on file
    "appointments:move_rule_add rule": lambda w: "tenure_least",
    "appointments:move_overlaps_file form": lambda w: "csv",
    "appointments:candidates_file form": lambda w: "csv",
    "appointments:candidates_named_file form": lambda w: "csv",
    "appointments:forecast_file form": lambda w: "csv",
    "freeze_id": lambda w: w.freeze.pk,
    "move_id": lambda w: w.moves.moves.get().pk,
    "step_id": lambda w: w.moves.steps.get().pk,
    "slug": lambda w: w.service.slug,
    **{
        f"learning:{name} slug": _a_studied_module
        for name in ("module", "begin", "read", "check", "begin_test", "question_of", "hand_in")
    },
    "module_id": lambda w: w.module.pk,
    "learning:read place": lambda w: 1,
    "learning:question_of number": lambda w: 1,
    "learning:version number": lambda w: 1,
    "attempt_id": lambda w: w.attempt.pk,
    "picture_id": lambda w: w.module_picture.pk,
    "page_id": lambda w: w.module.versions.get(state="draft").pages.get(place=0).pk,
    "question_id": lambda w: w.module.versions.get(state="draft").questions.get(kind="short").pk,
    "service_id": lambda w: w.service.pk,
    **{
        f"services:form_{name} service_id": _a_form_draft
        for name in ("page", "page_new", "question", "question_new", "words")
    },
    "services:fill_page number": lambda w: 1,
    "services:form_page place": lambda w: 0,
    "services:form_question place": lambda w: 0,
    "services:form_question_new place": lambda w: 0,
    "question_key": lambda w: "uraian",
    # motivation: goals
    **{
        f"motivation:{name} plan_id": lambda w: w.performance_plan.pk
        for name in (
            "plan",
            "new_goal",
            "propose_plan",
            "withdraw_plan",
            "answer_plan",
            "expectations",
            "check_in",
            "rate",
        )
    },
    "goal_id": lambda w: w.goal.pk,
    "motivation:answer_change change_id": lambda w: w.goal_change.pk,
    "motivation:withdraw_change change_id": lambda w: w.goal_change.pk,
    "evaluation_id": lambda w: w.evaluation.pk,
    "motivation:decide_objection objection_id": lambda w: w.rating_objection.pk,
    "area_id": lambda w: w.area.pk,
    "assignment_id": lambda w: w.assignment.pk,
    "change_id": lambda w: w.change.pk,
    "code": _a_fresh_code,
    "learning:check_in code": _a_class_code,
    "course_id": lambda w: w.course.pk,
    "class_id": _a_class,
    "session_id": lambda w: w.class_session.pk,
    "enrolment_id": lambda w: w.enrolment.pk,
    "services:version number": lambda w: 1,
    "programme_id": lambda w: w.programme.pk,
    "milestone_id": lambda w: w.milestone_of("government").pk,
    "indicator_id": lambda w: (
        w.programme.indicators.create(
            name="Jalan", unit_name="km", baseline=0, target=2, source="Dinas"
        ).pk
    ),
    "value_id": lambda w: w.indicator_value.pk,
    "place_id": lambda w: w.programme_place.pk,
    "claim_id": lambda w: w.partner_claim.pk,
    "collaboration:withdraw_claim claim_id": lambda w: w.own_claim.pk,
    "voice_id": lambda w: w.partner_claim.voices.create(is_so=True, mark="m", at=LONG_AGO).pk,
    **{
        f"collaboration:{name} slug": lambda w: w.programme.slug
        for name in ("public", "public_programme_csv", "public_programme_json", "voice")
    },
    "collaboration:programme_photo photo_id": lambda w: w.programme_photo.pk,
    "collaboration:public_programme_photo photo_id": lambda w: w.programme_photo.pk,
    "competency_id": lambda w: w.competency.pk,
    "dispensation_id": lambda w: w.dispensation.pk,
    "staffing:dispense employee_id": lambda w: w.dispensation.employee_id,
    "staffing:safety employee_id": lambda w: w.dispensation.employee_id,
    "employee_id": lambda w: w.here.employee.pk,
    "evidence_id": lambda w: w.evidence.pk,
    "rest_id": lambda w: w.rest.pk,
    "figure_id": lambda w: w.figure.pk,
    "grant_id": lambda w: w.grant.pk,
    "group_id": lambda w: w.group.pk,
    "form": lambda w: "pdf",
    "importer": lambda w: "staff",
    "incident_id": lambda w: w.incident.pk,
    "mobilisation:public incident_id": lambda w: w.sitrep.incident_id,
    "mobilisation:public_csv incident_id": lambda w: w.sitrep.incident_id,
    "mobilisation:public_json incident_id": lambda w: w.sitrep.incident_id,
    "mobilisation:public_pdf incident_id": lambda w: w.sitrep.incident_id,
    "mobilisation:withdraw_publication incident_id": lambda w: w.sitrep.incident_id,
    "agreement_id": lambda w: w.agreement.pk,
    "document_id": lambda w: w.partner_paper.pk,
    "partner_id": lambda w: w.partner.pk,
    "certificate_id": lambda w: w.certificate.pk,
    "motivation:link contribution_id": lambda w: w.contribution.pk,
    "motivation:link_all goal_id": lambda w: w.goal.pk,
    "learning:answer_hours claim_id": lambda w: w.hours_claim.pk,
    "award_id": lambda w: w.award.pk,
    "break_id": lambda w: w.service_break.pk,
    "medal_id": lambda w: w.medal.pk,
    "nomination_id": lambda w: w.judged.pk,
    "motivation:award award_id": lambda w: w.judged.award_id,
    "thanks_id": lambda w: w.thanks.pk,
    "answer_id": lambda w: w.canned_answer.pk,
    "duty_id": lambda w: w.duty.pk,
    "case_id": lambda w: w.case.pk,
    "file_id": lambda w: w.case_file.pk,
    "holiday_id": lambda w: w.holiday.pk,
    "leave_id": lambda w: w.leave.pk,
    "leave_kind": lambda w: "annual",
    "leave_request_id": lambda w: w.leave_request.pk,
    "appointments:calendar_feed secret": lambda w: w.calendar_secret,
    **{
        f"services:{name} {parameter}": value
        for name in TRACKED
        for parameter, value in _A_CASE.items()
    },
    **{
        f"services:{name} number": lambda w: _closed(w).number
        for name in ("confirm", "rate", "reopen", "thank")
    },
    "services:receipt key": lambda w: w.sent_key,
    **{f"services:{name} key": lambda w: w.draft_key for name in FILLED},
    "lesson_id": lambda w: w.lesson.pk,
    "letter_id": lambda w: w.letter.pk,
    "letters:letter letter_id": lambda w: w.assignment.letter_id,
    "letters:pdf letter_id": lambda w: w.assignment.letter_id,
    "line_id": lambda w: w.line.pk,
    "message_id": lambda w: w.message.pk,
    "minimum_id": lambda w: w.minimum.pk,
    "proposal_id": lambda w: w.proposal.pk,
    "contingent_id": lambda w: w.member.contingent_id,
    "member_id": lambda w: w.member.pk,
    "link": lambda w: w.member.contingent.link,
    "staffing:amend need_id": lambda w: w.assignment.need_id,
    "staffing:post_letters need_id": lambda w: w.assignment.need_id,
    "staffing:relieve need_id": lambda w: w.assignment.need_id,
    "staffing:send_home need_id": lambda w: w.assignment.need_id,
    "need_id": lambda w: w.need.pk,
    "team_id": lambda w: w.team.pk,
    "output_id": lambda w: w.team.outputs.get().pk,
    "seat_id": lambda w: w.team.seats.get().pk,
    "opportunity_id": lambda w: w.opportunity.pk,
    "application_id": lambda w: w.application.pk,
    "input_id": lambda w: w.team_input.pk,
    "teamwork:give_input assignment_id": lambda w: w.membership.pk,
    "teamwork:appoint need_id": lambda w: w.opportunity.need_id,
    "teamwork:candidates need_id": lambda w: w.opportunity.need_id,
    "joined_id": lambda w: w.joined.pk,
    "source_id": lambda w: w.budget_entry.source_id,
    "declaration_id": lambda w: w.declaration.pk,
    "collaboration:take_back_money entry_id": lambda w: w.budget_entry.pk,
    "collaboration:end_member member_id": lambda w: w.partner_member.pk,
    "collaboration:change_seat seat_id": lambda w: w.programme_seat.pk,
    "collaboration:remove_seat seat_id": lambda w: w.programme_seat.pk,
    "signal_id": lambda w: w.load_signal.pk,
    "offer_id": lambda w: w.recovery_offer.pk,
    "motivation:set_pulse_question question_id": lambda w: w.pulse_question.pk,
    "owner_id": lambda w: w.incident.pk,
    "owner_kind": lambda w: "incident",
    "number": lambda w: w.sitrep.number,
    "objection_id": lambda w: w.objection.pk,
    "photo_id": lambda w: w.photo.pk,
    "plan_id": lambda w: w.plan.pk,
    "position_id": lambda w: w.position.pk,
    "analysis_id": lambda w: w.workload.analysis_id,
    "task_id": lambda w: w.workload.pk,
    "year": lambda w: 2027,
    "request_id": lambda w: w.request.pk,
    "report_id": lambda w: w.photo.report_id,
    "record_id": lambda w: w.record.pk,
    "status_id": lambda w: w.status.pk,
    "rule_id": lambda w: w.rule.pk,
    "run_id": lambda w: w.run.pk,
    "shift_id": lambda w: w.shift.pk,
    "swap_id": lambda w: w.swap.pk,
    "template_id": lambda w: w.template.pk,
    "title_id": lambda w: w.title.pk,
    "unit_id": lambda w: w.here.unit.pk,
    "user_id": lambda w: w.here.employee.user_id,
    "kind": lambda w: "unit",
    "key": lambda w: str(uuid4()),
    "uidb36": lambda w: "1",
    "letters:verify_token token": lambda w: w.letter.token,
    "token": lambda w: w.post_code.token,
}

# What is posted at a door that would not know otherwise what it is about.
POSTED: dict[str, Callable[[World], dict[str, Any]]] = {
    "motivation:let_judge_go": lambda w: {"user": w.judge.pk},
}
