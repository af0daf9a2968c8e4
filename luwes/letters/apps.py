from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "luwes.letters"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.letters import access, search
        from luwes.letters.deeds import DEEDS
        from luwes.ui import menu
        from luwes.ui.menu import MenuEntry
        from luwes.ui.search import searchers

        deeds.add_all("letters", DEEDS)
        searchers.add(search.letters())
        menu.add(
            MenuEntry(
                "letters", _("Surat"), "doc", "letters:list", order=60, section="more",
                visible=access.can_list,
            )
        )  # fmt: skip
