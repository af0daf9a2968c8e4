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


def _recognition() -> None:
    """Thanks, medals, awards."""
    from luwes.core.facts import listen
    from luwes.letters import facts as letters
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind, kinds
    from luwes.motivation import award_messages, facts, mine_parts, recognition_panels
    from luwes.motivation import thanks_messages as messages
    from luwes.motivation.access import recognition as access
    from luwes.motivation.actions import deciding, thanking
    from luwes.motivation.award_papers import CERTIFICATE
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
    listen(facts.Thanked, messages.thanked)
    listen(facts.ThanksReported, messages.reported)
    listen(facts.ThanksAnswered, messages.answered)
    listen(facts.MedalsChanged, messages.medals_changed)
    listen(facts.Nominated, award_messages.nominated)
    listen(facts.NominationAnswered, award_messages.answered)
    listen(facts.AwardMoved, award_messages.moved)
    listen(facts.JudgeNamed, award_messages.judge_named)
    listen(facts.JudgesLacking, award_messages.judges_lacking)
    listen(facts.AllScored, award_messages.all_scored)
    listen(facts.AwardDecided, award_messages.decided)
    listen(facts.AwardRevoked, award_messages.revoked)
    listen(services.Thanked, thanking.heard)
    listen(letters.Withdrawn, deciding.withdrawn)


def _care() -> None:
    """Load, recovery, pulse."""
