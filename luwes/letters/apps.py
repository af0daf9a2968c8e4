from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "luwes.letters"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.letters.deeds import DEEDS

        deeds.add_all("letters", DEEDS)
