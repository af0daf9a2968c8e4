from django.apps import AppConfig


class MobilisationConfig(AppConfig):
    name = "luwes.mobilisation"
