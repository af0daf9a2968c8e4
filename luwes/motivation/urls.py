from django.urls import URLPattern

app_name = "motivation"
_MINE: list[URLPattern] = []
_GOALS: list[URLPattern] = []
_RECOGNITION: list[URLPattern] = []
_CARE: list[URLPattern] = []
urlpatterns = [*_MINE, *_GOALS, *_RECOGNITION, *_CARE]
