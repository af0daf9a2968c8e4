from django.urls import path

from luwes.staffing import views

app_name = "staffing"
urlpatterns = [
    path("rencana/<int:plan_id>/", views.plan, name="plan"),
    path("rencana/<int:plan_id>/ajukan/", views.submit, name="submit"),
    path("rencana/keputusan/<int:approval_id>/", views.decide, name="decide"),
    path("keberatan/", views.objections, name="objections"),
    path("tugas-saya/", views.mine, name="mine"),
    path("tugas-saya/<int:assignment_id>/jawab/", views.answer, name="answer"),
    path("pos/<int:need_id>/", views.post, name="post"),
    path("pos/hadir/<int:assignment_id>/", views.check_in, name="check_in"),
    path("pegawai-ditugaskan/", views.away, name="away"),
]
