from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "luwes.learning"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.learning.deeds import DEEDS, DETAILS

        deeds.add_all("learning", DEEDS, DETAILS)
        _certificates()
        _hours()
        _menu()


def _certificates() -> None:
    from luwes.core.facts import listen
    from luwes.learning import access, facts, messages
    from luwes.learning.actions import certifying
    from luwes.learning.papers import CERTIFICATE
    from luwes.letters import facts as letters
    from luwes.letters.access import Reader, readable_by
    from luwes.letters.kinds import LetterKind, kinds
    from luwes.notifications.kinds import MessageKind
    from luwes.notifications.kinds import kinds as message_kinds

    kinds.add(
        LetterKind(
            CERTIFICATE, _("Sertifikat"), "SERTIFIKAT", template="certificate.typ", lapses=True
        )
    )
    readable_by.add(Reader("learning", access.own_letters))
    message_kinds.add(MessageKind(messages.CERTIFIED, _("Sertifikat terbit")))
    message_kinds.add(MessageKind(messages.REVOKED, _("Sertifikat dicabut")))
    message_kinds.add(MessageKind(messages.HOURS, _("Jawaban laporan jam belajar")))
    listen(facts.Passed, certifying.passed)
    listen(facts.Certified, messages.certified)
    listen(facts.Revoked, messages.revoked)
    listen(facts.HoursAnswered, messages.hours_answered)
    listen(letters.Withdrawn, certifying.withdrawn)


def _hours() -> None:
    from luwes.learning import panels
    from luwes.people import profile
    from luwes.ui.home import WaitingKind, waiting

    profile.panels.add(
        profile.Panel("hours", 40, "learning/parts/hours_link.html", panels.hours, side=True)
    )
    waiting.add(WaitingKind("learning hours", panels.waiting))


def _menu() -> None:
    from luwes.learning import access
    from luwes.ui.menu import MenuEntry, add

    add(
        MenuEntry(
            "gaps", _("Kesenjangan kompetensi"), "table", "learning:gaps", order=37, section="more",
            visible=access.sees_gaps,
            covers=("learning:gaps", "learning:nearest", "learning:unit_hours"),
        )
    )  # fmt: skip
