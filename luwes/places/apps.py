from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "luwes.places"
