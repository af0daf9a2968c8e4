from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "luwes.learning"

    def ready(self) -> None:
        from luwes.audit import deeds
        from luwes.learning.deeds import DEEDS, DETAILS

        deeds.add_all("learning", DEEDS, DETAILS)
