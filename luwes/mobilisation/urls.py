from django.urls import path

from luwes.mobilisation import views

app_name = "mobilisation"
urlpatterns = [path("kejadian/<int:incident_id>/", views.board, name="board")]
