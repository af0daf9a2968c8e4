from django.urls import path

from luwes.staffing.views import decisions, duties, plans, posts, returns, review

app_name = "staffing"
urlpatterns = [
    path("rencana/susun/<str:owner_kind>/<int:owner_id>/", plans.make, name="make"),
    path("rencana/<int:plan_id>/", review.plan, name="plan"),
    path("rencana/<int:plan_id>/mengapa/<int:line_id>/", review.why, name="why"),
    path("rencana/<int:plan_id>/mengapa-bukan/<int:need_id>/", review.why_not, name="why_not"),
    path("rencana/<int:plan_id>/ajukan/", plans.submit, name="submit"),
    path("rencana/<int:plan_id>/susun-ulang/", plans.resolve, name="resolve"),
    path("rencana/<int:plan_id>/isi-ulang/", plans.refill, name="refill"),
    path("rencana/<int:plan_id>/ketetapan/", plans.set_rule, name="set_rule"),
    path("rencana/<int:plan_id>/ketetapan/<int:rule_id>/cabut/", plans.lift_rule, name="lift_rule"),
    path("rencana/keputusan/<int:approval_id>/", decisions.decide, name="decide"),
    path("keberatan/", decisions.objections, name="objections"),
    path(
        "keberatan/<int:objection_id>/jawab/", decisions.answer_objection, name="answer_objection"
    ),
    path("tugas-saya/", duties.mine, name="mine"),
    path("tugas-saya/<int:assignment_id>/jawab/", duties.answer, name="answer"),
    path("pos/<int:need_id>/", posts.post, name="post"),
    path("pos/hadir/<int:assignment_id>/", posts.check_in, name="check_in"),
    path("pegawai-ditugaskan/", returns.away, name="away"),
]
