"""Roles, the rights each carries, and the reach of a grant. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from luwes.core.errors import Problem


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    STAFFING_ANALYST = "staffing_analyst"  # BKD
    UNIT_HEAD = "unit_head"  # atasan
    COORDINATOR = "coordinator"  # BPBD
    APPROVER = "approver"  # PyB/PPK
    POST_OFFICER = "post_officer"  # petugas pos
    AUDITOR = "auditor"  # inspektorat
    SERVICE_OFFICER = "service_officer"  # petugas layanan
    SERVICE_MANAGER = "service_manager"  # pengelola layanan
    TRAINING_MANAGER = "training_manager"  # pengelola pelatihan
    COOPERATION_OFFICER = "cooperation_officer"  # sekretariat TKKSD
    PROGRAMME_LEAD = "programme_lead"  # pengelola program
    AWARD_COMMITTEE = "award_committee"  # panitia penghargaan


class Right(StrEnum):
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_ORGANISATION = "view_organisation"
    MANAGE_ORGANISATION = "manage_organisation"
    SET_PRESENCE = "set_presence"  # asks for a minimum; another agrees
    CHECK_PRESENCE = "check_presence"
    SIGN_WORKLOAD = "sign_workload"
    CHECK_WORKLOAD = "check_workload"
    VIEW_PEOPLE = "view_people"
    MANAGE_PEOPLE = "manage_people"
    VIEW_PRIVATE = "view_private"  # NIK, phone, address: each reading is logged
    RECORD_LEAVE = "record_leave"
    GRANT_LEAVE = "grant_leave"  # on a request: the superior's view, and the decision
    GRANT_UNPAID_LEAVE = "grant_unpaid_leave"  # PPK, with BKN's consent
    IMPORT = "import"
    VIEW_INCIDENTS = "view_incidents"
    MANAGE_INCIDENTS = "manage_incidents"
    PLAN = "plan"
    OBJECT = "object"
    APPROVE_PLANS = "approve_plans"
    VIEW_LETTERS = "view_letters"
    WITHDRAW_LETTERS = "withdraw_letters"
    CHECK_IN_OTHERS = "check_in_others"
    CONFIRM_RETURNS = "confirm_returns"
    VIEW_LOG = "view_log"
    VIEW_MOVES = "view_moves"
    PREPARE_MOVES = "prepare_moves"  # BKD: requests, calendar of freezes, rules
    CONSENT_MOVES = "consent_moves"  # heads, for their own unit
    SIGN_MOVES = "sign_moves"  # PPK/PyB, for the own agency
    FORM_TEAMS = "form_teams"  # task teams and opportunities of the own unit
    CONSENT_TEAMS = "consent_teams"  # the home superior lets somebody take part
    ANSWER_CASES = "answer_cases"  # only those for whose service the competency is on record
    OVERSEE_CASES = "oversee_cases"  # all cases of a unit: give, take back, look at reopened ones
    MANAGE_SERVICES = "manage_services"  # the catalogue, forms, ready answers
    MANAGE_LEARNING = "manage_learning"  # modules, courses, classes, certificates
    CONSENT_LEARNING = "consent_learning"  # the superior lets somebody go to a class
    VIEW_GAPS = "view_gaps"  # competencies of a unit against what is asked of it
    PROPOSE_PARTNERS = (
        "propose_partners"  # write a partner down, draft an agreement of the own unit
    )
    CHECK_PARTNERS = "check_partners"  # look at their papers, name their representatives
    REVIEW_AGREEMENTS = "review_agreements"  # TKKSD
    SIGN_AGREEMENTS = "sign_agreements"  # for the government
    MANAGE_PROGRAMMES = "manage_programmes"  # of the own unit
    VERIFY_MILESTONES = "verify_milestones"  # for the government, what partners say is done
    VIEW_COOPERATION = "view_cooperation"  # partners, agreements and programmes with their money
    ANSWER_CONFLICTS = "answer_conflicts"  # the superior, on an interest that was declared
    STAND_ABOVE = "stand_above"  # as superior of those above whom no head stands, nobody else
    ASSESS = "assess"  # the superior: agree goals, look at what came of them, rate
    SEE_RATINGS = "see_ratings"  # of everybody in reach, without changing any
    AUDIT_PERFORMANCE = "audit_performance"  # sums of goals, ratings, awards and care, no names
    DECIDE_OBJECTIONS = "decide_objections"  # where no head above the assessor is there to decide
    MANAGE_AWARDS = "manage_awards"  # open them, name the committee, check who may get a medal
    JUDGE_AWARDS = "judge_awards"
    SIGN_AWARDS = "sign_awards"  # decide, after the committee
    ANSWER_LOAD = "answer_load"  # the superior, on signals of too much work
    SEE_LOAD = "see_load"
    SEE_PULSE = "see_pulse"  # only groups, never people
    MANAGE_PULSE = "manage_pulse"  # the question of the week


_SEE = {Right.VIEW_ORGANISATION, Right.VIEW_PEOPLE}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset({
        Right.MANAGE_ACCOUNTS, Right.VIEW_ORGANISATION, Right.MANAGE_ORGANISATION, Right.IMPORT,
        Right.VIEW_LOG,
    }),
    Role.STAFFING_ANALYST: frozenset({
        *_SEE, Right.MANAGE_ORGANISATION, Right.SET_PRESENCE, Right.CHECK_PRESENCE,
        Right.CHECK_WORKLOAD, Right.MANAGE_PEOPLE, Right.VIEW_PRIVATE, Right.RECORD_LEAVE, Right.IMPORT,
        Right.VIEW_INCIDENTS, Right.VIEW_LETTERS, Right.VIEW_MOVES, Right.PREPARE_MOVES,
        Right.FORM_TEAMS, Right.VIEW_GAPS, Right.SEE_RATINGS, Right.MANAGE_AWARDS, Right.SEE_LOAD,
        Right.SEE_PULSE, Right.MANAGE_PULSE,
    }),
    Role.UNIT_HEAD: frozenset({
        *_SEE, Right.SET_PRESENCE, Right.SIGN_WORKLOAD, Right.RECORD_LEAVE, Right.GRANT_LEAVE,
        Right.OBJECT, Right.CONFIRM_RETURNS, Right.CONSENT_MOVES, Right.FORM_TEAMS,
        Right.CONSENT_TEAMS, Right.OVERSEE_CASES, Right.CONSENT_LEARNING, Right.VIEW_GAPS,
        Right.PROPOSE_PARTNERS, Right.MANAGE_PROGRAMMES, Right.VERIFY_MILESTONES,
        Right.VIEW_COOPERATION, Right.ANSWER_CONFLICTS, Right.ASSESS, Right.ANSWER_LOAD,
        Right.SEE_LOAD, Right.SEE_PULSE,
    }),
    Role.COORDINATOR: frozenset({
        *_SEE, Right.VIEW_INCIDENTS, Right.MANAGE_INCIDENTS, Right.PLAN, Right.VIEW_LETTERS,
        Right.CHECK_IN_OTHERS,
    }),
    Role.APPROVER: frozenset({
        *_SEE, Right.VIEW_INCIDENTS, Right.APPROVE_PLANS, Right.VIEW_LETTERS,
        Right.WITHDRAW_LETTERS, Right.VIEW_MOVES, Right.SIGN_MOVES, Right.GRANT_LEAVE,
        Right.GRANT_UNPAID_LEAVE, Right.SIGN_AGREEMENTS, Right.VIEW_COOPERATION, Right.STAND_ABOVE,
        Right.DECIDE_OBJECTIONS, Right.SIGN_AWARDS,
    }),
    Role.POST_OFFICER: frozenset({Right.VIEW_INCIDENTS, Right.CHECK_IN_OTHERS}),
    Role.AUDITOR: frozenset({
        *_SEE, Right.VIEW_INCIDENTS, Right.VIEW_LETTERS, Right.VIEW_LOG, Right.VIEW_MOVES,
        Right.VIEW_COOPERATION, Right.AUDIT_PERFORMANCE,
    }),
    Role.SERVICE_OFFICER: frozenset({Right.ANSWER_CASES}),
    Role.SERVICE_MANAGER: frozenset({
        Right.VIEW_ORGANISATION, Right.MANAGE_SERVICES, Right.OVERSEE_CASES,
    }),
    Role.TRAINING_MANAGER: frozenset({
        Right.VIEW_ORGANISATION, Right.VIEW_PEOPLE, Right.MANAGE_LEARNING, Right.VIEW_GAPS,
    }),
    Role.COOPERATION_OFFICER: frozenset({
        Right.VIEW_ORGANISATION, Right.PROPOSE_PARTNERS, Right.CHECK_PARTNERS,
        Right.REVIEW_AGREEMENTS, Right.VIEW_COOPERATION,
    }),
    Role.PROGRAMME_LEAD: frozenset({
        Right.VIEW_ORGANISATION, Right.PROPOSE_PARTNERS, Right.MANAGE_PROGRAMMES,
        Right.VERIFY_MILESTONES, Right.VIEW_COOPERATION,
    }),
    Role.AWARD_COMMITTEE: frozenset({Right.JUDGE_AWARDS}),
}  # fmt: skip

EVERYWHERE = "all"

# Who can give orders or accounts must not be one stolen password away.
NEEDS_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.APPROVER})


@dataclass(frozen=True)
class Held:
    """One role that somebody holds over one scope; `scope_id` is empty for everywhere."""

    role: Role
    scope_kind: str
    scope_id: str


@dataclass(frozen=True)
class Reach:
    """Over what somebody has a right: everywhere, or the ids by kind of scope."""

    everywhere: bool
    ids: dict[str, frozenset[str]]

    def __bool__(self) -> bool:
        return self.everywhere or any(self.ids.values())

    def of(self, kind: str) -> frozenset[str]:
        return self.ids.get(kind, frozenset())


def reach(held: list[Held], right: Right) -> Reach:
    """Where the grants `held` give `right`."""
    carrying = [h for h in held if right in RIGHTS[h.role]]
    kinds = {h.scope_kind for h in carrying} - {EVERYWHERE}
    return Reach(
        any(h.scope_kind == EVERYWHERE for h in carrying),
        {k: frozenset(h.scope_id for h in carrying if h.scope_kind == k) for k in kinds},
    )


def needs_second_factor(held: list[Held]) -> bool:
    return any(h.role in NEEDS_SECOND_FACTOR for h in held)


def scope_problems(scope_kind: str, scope_id: str, known_kinds: set[str]) -> list[Problem]:
    """Why a role can't be granted over this scope."""
    if scope_kind not in known_kinds:
        return [Problem("Jenis lingkup ini tidak dikenal.", "scope_kind")]
    if scope_kind != EVERYWHERE and not scope_id:
        return [Problem("Pilih lingkupnya.", "scope_id")]
    if scope_kind == EVERYWHERE and scope_id:
        return [Problem("Semua instansi tidak memerlukan lingkup lain.", "scope_id")]
    return []
