from django.urls import path

from luwes.staffing import views

app_name = "staffing"
urlpatterns = [
    path("rencana/<int:plan_id>/", views.plan, name="plan"),
    path("keberatan/", views.objections, name="objections"),
    path("tugas-saya/", views.mine, name="mine"),
    path("pegawai-ditugaskan/", views.away, name="away"),
]
