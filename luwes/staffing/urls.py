from django.urls import path

from luwes.staffing.views import decisions, duties, plans, posts, returns, templates

app_name = "staffing"
urlpatterns = [
    path("rencana/<int:plan_id>/", plans.plan, name="plan"),
    path("rencana/<int:plan_id>/ajukan/", plans.submit, name="submit"),
    path("rencana/keputusan/<int:approval_id>/", decisions.decide, name="decide"),
    path("keberatan/", decisions.objections, name="objections"),
    path("tugas-saya/", duties.mine, name="mine"),
    path("tugas-saya/<int:assignment_id>/jawab/", duties.answer, name="answer"),
    path("pos/<int:need_id>/", posts.post, name="post"),
    path("pos/hadir/<int:assignment_id>/", posts.check_in, name="check_in"),
    path("templat-kebutuhan/", templates.templates, name="templates"),
    path("templat-kebutuhan/<int:template_id>/", templates.template, name="template"),
    path("pegawai-ditugaskan/", returns.away, name="away"),
]
