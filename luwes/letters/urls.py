from django.urls import path

from luwes.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:letter_id>/", views.letter, name="letter"),
    path("<int:letter_id>/pdf/", views.pdf, name="pdf"),
    path("<int:letter_id>/cabut/", views.withdraw, name="withdraw"),
    path("periksa/", views.verify, name="verify"),
    path("periksa/<str:token>/", views.verify_token, name="verify_token"),
]
