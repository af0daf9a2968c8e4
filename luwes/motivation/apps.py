from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MotivationConfig(AppConfig):
    name = "luwes.motivation"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.motivation.deeds import DEEDS, DETAILS

        deeds.add_all("motivation", DEEDS, DETAILS)
        _contributions()
        _goals()
        _oversight()
        _recognition()
        _care()


def _contributions() -> None:
    """What arrives by itself, and the page that shows it."""
    from luwes.collaboration import facts as collaboration
    from luwes.core.facts import listen
    from luwes.learning import facts as learning
    from luwes.motivation import arriving
    from luwes.services import facts as services
    from luwes.staffing import facts as staffing
    from luwes.teamwork import facts as teamwork

    listen(staffing.Completed, arriving.duties)
    listen(staffing.Ended, arriving.duties)
    listen(staffing.Returned, arriving.duty)
    listen(staffing.Withdrawn, arriving.duty)
    listen(learning.Certified, arriving.certificate)
    listen(learning.Revoked, arriving.certificate)
    listen(services.Confirmed, arriving.settled)
    listen(services.Reopened, arriving.reopened)
    listen(collaboration.Verified, arriving.verified)
    listen(collaboration.MilestoneReached, arriving.reached)
    listen(teamwork.InputGiven, arriving.told_by_leader)
    _own_year()


def _own_year() -> None:
    from luwes.motivation import mine_parts
    from luwes.motivation.panels import years as year_parts
    from luwes.people import access as people
    from luwes.people import profile
    from luwes.ui.menu import MenuEntry, add

    own = (
        "mine", "evidence", "own_plan", "plan", "new_goal", "edit_goal", "drop_goal", "check_in",
        "evaluation", "object_to_rating", "own_load", "load_words", "own_recovery", "pick_recovery",
        "answer_pulse",
    )  # fmt: skip
    add(
        MenuEntry(
            "performance", _("Kinerja"), "star", "motivation:mine", order=9, visible=people.has_file,
            covers=tuple(f"motivation:{name}" for name in own),
        )
    )  # fmt: skip
    profile.panels.add(
        profile.Panel(
            "performance", 45, "motivation/parts/year_link.html", year_parts.link, side=True
        )
    )
    for key, order, read in (
        ("days", 10, year_parts.days_figure), ("hours", 20, year_parts.hours_figure),
        ("cases", 30, year_parts.cases_figure), ("thanks", 40, year_parts.thanks_figure),
    ):  # fmt: skip
        mine_parts.figures.add(mine_parts.Figures(key, order, read))
    mine_parts.figures.add(mine_parts.Figures("load", 50, year_parts.load_figure, is_private=True))
    for part in (
        mine_parts.Part("year", 5, "motivation/parts/mine_year.html", year_parts.year_part),
        mine_parts.Part("goals", 10, "motivation/parts/mine_goals.html", year_parts.goals_part),
        mine_parts.Part(
            "missing", 15, "motivation/parts/mine_missing.html", year_parts.missing_part,
            is_private=True, aside=True,
        ),
        mine_parts.Part(
            "loose", 40, "motivation/parts/mine_loose.html", year_parts.loose_part, aside=True
        ),
    ):  # fmt: skip
        mine_parts.parts.add(part)


def _goals() -> None:
    """Expectations, check-ins, ratings, objections."""
    from luwes.appointments import facts as appointments
    from luwes.appointments import year_ratings
    from luwes.core.facts import listen
    from luwes.letters import facts as letters
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind
    from luwes.letters.kinds import kinds as letter_kinds
    from luwes.motivation import facts, mine_parts
    from luwes.motivation.access import goals as goal_access
    from luwes.motivation.actions import following, rating
    from luwes.motivation.messages import goals as messages
    from luwes.motivation.panels import goals as goal_parts
    from luwes.motivation.papers import goals as goal_papers
    from luwes.motivation.queries import year_ratings as rated_years
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.ui.menu import MenuEntry, add

    for key, label in (
        (messages.PLAN, _("Sasaran kinerja")),
        (messages.CHECK_IN, _("Umpan balik kinerja")),
        (messages.RATING, _("Penilaian kinerja")),
        (messages.OBJECTION, _("Keberatan atas penilaian")),
    ):
        kinds.add(MessageKind(key, label))
    letter_kinds.add(
        LetterKind(
            goal_papers.KIND, _("Dokumen evaluasi kinerja"), "DOKUMEN EVALUASI KINERJA",
            template="evaluation.typ",
        )
    )  # fmt: skip
    year_ratings.sources.add(year_ratings.Source("evaluations", rated_years.of_people))
    readable_by.add(Reader("evaluations", goal_access.own_letters, alone=goal_papers.ABOUT))
    mine_parts.parts.add(
        mine_parts.Part(
            "evaluation", 3, "motivation/parts/mine_evaluation.html", goal_parts.evaluation_part,
            printed=goal_parts.evaluation_printed,
        )
    )  # fmt: skip
    listen(appointments.Appointed, following.post_changed)
    listen(appointments.Ended, following.post_changed)
    listen(letters.Withdrawn, rating.withdrawn)
    listen(facts.PlanProposed, messages.proposed)
    listen(facts.PlanAnswered, messages.answered)
    listen(facts.PlanMoved, messages.moved)
    listen(facts.CheckedIn, messages.checked_in)
    listen(facts.Silent, messages.silent)
    listen(facts.Rated, messages.rated)
    listen(facts.CountsAsReceived, messages.counts_as_received)
    listen(facts.RatingFinal, messages.final)
    listen(facts.RatingWithdrawn, messages.withdrawn)
    listen(facts.ObjectionMade, messages.objection_made)
    listen(facts.ObjectionDecided, messages.objection_decided)
    listen(facts.ObjectionOverdue, messages.objection_overdue)
    add(
        MenuEntry(
            "assessing", _("Penilaian kinerja"), "proof", "motivation:assessed", order=42,
            section="more", visible=goal_access.decides,
            covers=(
                "motivation:assessed", "motivation:rate", "motivation:answer_change",
                "motivation:expectations", "motivation:decide_objection", "motivation:withdraw_rating",
            ),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "predicates", _("Sebaran predikat"), "columns", "motivation:ratings", order=43,
            section="more", visible=goal_access.only_sees_ratings, covers=("motivation:ratings",),
        )
    )  # fmt: skip


def _oversight() -> None:
    """Sums for who audits."""
    from luwes.motivation.access import oversight as access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "performance_oversight", _("Pengawasan kinerja"), "eye", "motivation:oversight", order=45,
            section="more", visible=access.audits, covers=("motivation:oversight",),
        )
    )  # fmt: skip


def _recognition() -> None:
    """Thanks, medals, awards."""
    from luwes.core.facts import listen
    from luwes.imports.registry import importers
    from luwes.letters import facts as letters
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind, kinds
    from luwes.motivation import facts, mine_parts
    from luwes.motivation.access import recognition as access
    from luwes.motivation.actions import deciding, thanking
    from luwes.motivation.importing import RecognitionImporter
    from luwes.motivation.messages import awards as award_messages
    from luwes.motivation.messages import thanks as messages
    from luwes.motivation.panels import recognition as recognition_panels
    from luwes.motivation.papers.awards import CERTIFICATE
    from luwes.notifications.kinds import MessageKind
    from luwes.notifications.kinds import kinds as message_kinds
    from luwes.people import profile
    from luwes.services import facts as services
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "awards", _("Penghargaan"), "award", "motivation:awards", order=34, section="more",
            visible=access.in_menu,
            covers=(
                "motivation:awards", "motivation:award", "motivation:new_award",
                "motivation:edit_award", "motivation:nominate", "motivation:nomination",
                "motivation:score", "motivation:decide_award", "motivation:thanks",
                "motivation:give_thanks", "motivation:report_thanks", "motivation:thanks_reports",
                "motivation:medals", "motivation:medal_candidates", "motivation:medals_of",
            ),
        )
    )  # fmt: skip
    for key, label in (
        (messages.THANKED, _("Ucapan terima kasih")),
        (messages.REPORTED, _("Ucapan terima kasih yang dilaporkan")),
        (messages.MEDAL, _("Kabar tanda jasa")),
        (award_messages.NOMINATED, _("Pencalonan penghargaan")),
        (award_messages.JUDGING, _("Tugas panitia dan pemutus penghargaan")),
        (award_messages.AWARD, _("Hasil penghargaan")),
    ):
        message_kinds.add(MessageKind(key, label))
    kinds.add(
        LetterKind(CERTIFICATE, _("Piagam penghargaan"), "PIAGAM PENGHARGAAN", template="award.typ")
    )
    readable_by.add(Reader("awards", access.own_letters))
    profile.deeds.add(
        profile.Deed("thank", 45, _("Ucapkan terima kasih"), recognition_panels.thank_url)
    )
    profile.deeds.add(
        profile.Deed("medals", 46, _("Masa kerja dan tanda jasa"), recognition_panels.medals_url)
    )
    profile.panels.add(
        profile.Panel(
            "thanks", 42, "motivation/parts/thanks_link.html", recognition_panels.of_profile, side=True
        )
    )  # fmt: skip
    mine_parts.parts.add(
        mine_parts.Part(
            "thanks", 20, "motivation/parts/mine_thanks.html", recognition_panels.thanks_of_year,
            aside=True, printed=recognition_panels.thanks_printed,
        )
    )  # fmt: skip
    mine_parts.parts.add(
        mine_parts.Part(
            "medals", 60, "motivation/parts/mine_medals.html", recognition_panels.medals_of_year,
            is_private=True,
        )
    )  # fmt: skip
    importers.add(RecognitionImporter())
    listen(facts.Thanked, messages.thanked)
    listen(facts.ThanksReported, messages.reported)
    listen(facts.ThanksAnswered, messages.answered)
    listen(facts.MedalsChanged, messages.medals_changed)
    listen(facts.Nominated, award_messages.nominated)
    listen(facts.NominationAnswered, award_messages.answered)
    listen(facts.AwardMoved, award_messages.moved)
    listen(facts.NominationsOver, award_messages.nominations_over)
    listen(facts.NomineeSilent, award_messages.nominee_silent)
    listen(facts.JudgeSilent, award_messages.judge_silent)
    listen(facts.JudgeNamed, award_messages.judge_named)
    listen(facts.JudgesLacking, award_messages.judges_lacking)
    listen(facts.AllScored, award_messages.all_scored)
    listen(facts.AwardDecided, award_messages.decided)
    listen(facts.AwardRevoked, award_messages.revoked)
    listen(services.Thanked, thanking.heard)
    listen(letters.Withdrawn, deciding.withdrawn)


def _care() -> None:
    """Load, recovery, pulse."""
    from luwes.appointments import facts as appointments
    from luwes.core.facts import listen
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind
    from luwes.letters.kinds import kinds as letter_kinds
    from luwes.motivation import facts, mine_parts
    from luwes.motivation.access import care as access
    from luwes.motivation.actions import recovering
    from luwes.motivation.messages import load as load_messages
    from luwes.motivation.messages import recovery as recovery_messages
    from luwes.motivation.panels import care as care_parts
    from luwes.motivation.papers.recovery import RECOVERY
    from luwes.notifications.kinds import MessageKind, kinds
    from luwes.people import profile
    from luwes.staffing import facts as staffing
    from luwes.ui.menu import MenuEntry, add

    letter_kinds.add(
        LetterKind(
            RECOVERY, _("Surat istirahat pemulihan"), "SURAT ISTIRAHAT PEMULIHAN", "MENGIZINKAN",
            annex="Daftar nama yang beristirahat",
        )
    )  # fmt: skip
    readable_by.add(Reader("recovery", access.recovery_letters))
    for key, label in (
        (load_messages.LOAD, _("Isyarat beban menunggu jawaban")),
        (load_messages.RAISED, _("Isyarat beban belum dijawab")),
        (load_messages.OWN, _("Beban kerja Anda")),
        (load_messages.ANSWERED, _("Jawaban isyarat beban")),
        (recovery_messages.RECOVERY, _("Istirahat pemulihan")),
        (recovery_messages.ASKED, _("Istirahat pemulihan menunggu jawaban")),
    ):
        kinds.add(MessageKind(key, label))
    listen(facts.LoadSignalled, load_messages.signalled)
    listen(facts.LoadRaised, load_messages.raised)
    listen(facts.LoadAnswered, load_messages.answered)
    listen(facts.RecoveryMoved, recovery_messages.moved)
    listen(staffing.Returned, recovering.returned)
    listen(appointments.LeaveCancelled, recovering.leave_taken_back)
    listen(appointments.LeaveRecalled, recovering.recalled)
    profile.deeds.add(profile.Deed("load", 40, _("Beban kerja saya"), care_parts.own_load_url))
    mine_parts.parts.add(
        mine_parts.Part(
            "pulse", 5, "motivation/parts/pulse.html", care_parts.pulse, is_private=True, aside=True
        )
    )
    mine_parts.parts.add(
        mine_parts.Part(
            "load", 10, "motivation/parts/load.html", care_parts.load, is_private=True, aside=True
        )
    )
    mine_parts.parts.add(
        mine_parts.Part(
            "recovery", 11, "motivation/parts/recovery.html", care_parts.recovery, is_private=True,
            aside=True,
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "load", _("Beban kerja"), "clock", "motivation:load", order=41, section="more",
            visible=access.has_signals,
            covers=("motivation:load", "motivation:load_signal", "motivation:load_overview", "motivation:recovery"),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "pulse", _("Denyut"), "wave", "motivation:pulse", order=44, section="more",
            visible=access.in_pulse_menu, covers=("motivation:pulse", "motivation:pulse_bank"),
        )
    )  # fmt: skip
