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
        _recognition()
        _care()


def _contributions() -> None:
    """What arrives by itself, and the page that shows it."""


def _goals() -> None:
    """Expectations, check-ins, ratings, objections."""
    from luwes.appointments import facts as appointments
    from luwes.core.facts import listen
    from luwes.letters import facts as letters
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind
    from luwes.letters.kinds import kinds as letter_kinds
    from luwes.motivation import facts, goal_access, goal_papers
    from luwes.motivation import goal_messages as messages
    from luwes.motivation.actions import following, rating
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
    readable_by.add(Reader("evaluations", goal_access.own_letters, alone=goal_papers.ABOUT))
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
            "assessing", _("Penilaian kinerja"), "star", "motivation:assessed", order=42,
            section="more", visible=goal_access.decides,
            covers=(
                "motivation:assessed", "motivation:rate", "motivation:answer_change",
                "motivation:expectations", "motivation:decide_objection",
            ),
        )
    )  # fmt: skip
    add(
        MenuEntry(
            "predicates", _("Sebaran predikat"), "star", "motivation:ratings", order=43,
            section="more", visible=goal_access.only_sees_ratings, covers=("motivation:ratings",),
        )
    )  # fmt: skip


def _recognition() -> None:
    """Thanks, medals, awards."""


def _care() -> None:
    """Load, recovery, pulse."""
