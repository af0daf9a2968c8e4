from django.urls import path

from luwes.staffing.views import (
    answers,
    arrivals,
    decisions,
    duties,
    plans,
    posts,
    returns,
    review,
    rota,
    templates,
)

app_name = "staffing"
urlpatterns = [
    path("rencana/susun/<str:owner_kind>/<int:owner_id>/", plans.make, name="make"),
    path("rencana/<int:plan_id>/", review.plan, name="plan"),
    path("rencana/<int:plan_id>/bukti.zip", review.proof, name="proof"),
    path("rencana/<int:plan_id>/mengapa/<int:line_id>/", review.why, name="why"),
    path("rencana/<int:plan_id>/mengapa-bukan/<int:need_id>/", review.why_not, name="why_not"),
    path("rencana/<int:plan_id>/ajukan/", plans.submit, name="submit"),
    path("rencana/<int:plan_id>/susun-ulang/", plans.resolve, name="resolve"),
    path("rencana/<int:plan_id>/buang/", plans.discard, name="discard"),
    path("rencana/<int:plan_id>/isi-ulang/", plans.refill, name="refill"),
    path("rencana/<int:plan_id>/ketetapan/", plans.set_rule, name="set_rule"),
    path("rencana/<int:plan_id>/ketetapan/<int:rule_id>/cabut/", plans.lift_rule, name="lift_rule"),
    path("rencana/keputusan/<int:approval_id>/", decisions.decide, name="decide"),
    path("keberatan/", decisions.objections, name="objections"),
    path(
        "keberatan/<int:objection_id>/jawab/", decisions.answer_objection, name="answer_objection"
    ),
    path("tugas-saya/", duties.mine, name="mine"),
    path("tugas-saya/<int:assignment_id>/", duties.duty, name="duty"),
    path("tugas-saya/<int:assignment_id>/jawab/", duties.answer, name="answer"),
    path("tugas-saya/<int:assignment_id>/pulang/", duties.leave_post, name="leave_post"),
    path("tugas-saya/<int:assignment_id>/kembali/", duties.report_back, name="report_back"),
    path("hadir/<str:code>/", arrivals.arrive, name="arrive"),
    path("pos/", posts.index, name="posts"),
    path("pos/<int:need_id>/", posts.post, name="post"),
    path("pos/<int:need_id>/catat/", posts.record, name="record"),
    path("pos/<int:need_id>/kode/", posts.code, name="post_code"),
    path("pos/<int:need_id>/ubah/", posts.contact, name="contact"),
    path("pos/<int:need_id>/jadwal/", rota.rota, name="rota"),
    path("pos/<int:need_id>/jadwal/simpan/", rota.keep, name="keep_rota"),
    path("pos/<int:need_id>/jadwal/pola/", rota.pattern, name="shift_pattern"),
    path("pos/<int:need_id>/jadwal/pemimpin/", rota.leaders, name="team_leaders"),
    path("pos/<int:need_id>/jadwal/unduh/", rota.sheet, name="rota_sheet"),
    path("jawaban/<str:owner_kind>/<int:owner_id>/", answers.page, name="answers"),
    path("templat-kebutuhan/", templates.templates, name="templates"),
    path("templat-kebutuhan/<int:template_id>/", templates.template, name="template"),
    path("pegawai-ditugaskan/", returns.away, name="away"),
]
