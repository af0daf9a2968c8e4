from django.urls import path

from luwes.staffing.views import (
    answers,
    arrivals,
    decisions,
    dispensations,
    duties,
    field_app,
    limits,
    outbox,
    plans,
    posts,
    reports,
    returns,
    review,
    shaping,
    templates,
    what_ifs,
)

app_name = "staffing"
urlpatterns = [
    path("rencana/susun/<str:owner_kind>/<int:owner_id>/", plans.make, name="make"),
    path("rencana/<int:plan_id>/", review.plan, name="plan"),
    path("rencana/<int:plan_id>/berubah/", review.moved, name="moved"),
    path("rencana/<int:plan_id>/bukti.zip", review.proof, name="proof"),
    path("rencana/<int:plan_id>/mengapa/<int:line_id>/", review.why, name="why"),
    path("rencana/<int:plan_id>/mengapa-bukan/<int:need_id>/", review.why_not, name="why_not"),
    path("rencana/<int:plan_id>/ajukan/", plans.submit, name="submit"),
    path("rencana/<int:plan_id>/susun-ulang/", plans.resolve, name="resolve"),
    path("rencana/<int:plan_id>/buang/", plans.discard, name="discard"),
    path("rencana/<int:plan_id>/isi-ulang/", plans.refill, name="refill"),
    path("rencana/<int:plan_id>/andaikan/", what_ifs.suppose, name="suppose"),
    path("rencana/<int:plan_id>/banding/", what_ifs.compare, name="compare"),
    path("rencana/<int:plan_id>/pakai-andaian/", what_ifs.adopt, name="adopt"),
    path("rencana/<int:plan_id>/pratinjau/", shaping.preview, name="preview"),
    path("rencana/<int:plan_id>/ketetapan/", shaping.set_rule, name="set_rule"),
    path(
        "rencana/<int:plan_id>/ketetapan/<int:rule_id>/cabut/", shaping.lift_rule, name="lift_rule"
    ),
    path("rencana/keputusan/<int:approval_id>/", decisions.decide, name="decide"),
    path(
        "rencana/keputusan/<int:approval_id>/sebagian/", decisions.approve_part, name="approve_part"
    ),
    path("batas-persetujuan/", limits.limits, name="limits"),
    path("keberatan/", decisions.objections, name="objections"),
    path(
        "keberatan/<int:objection_id>/jawab/", decisions.answer_objection, name="answer_objection"
    ),
    path("tugas-saya/", duties.mine, name="mine"),
    path("tugas-saya/<int:assignment_id>/", duties.duty, name="duty"),
    path("tugas-saya/<int:assignment_id>/jawab/", duties.answer, name="answer"),
    path("tugas-saya/<int:assignment_id>/hadir/", duties.arrive_here, name="arrive_here"),
    path("tugas-saya/<int:assignment_id>/pulang/", duties.leave_post, name="leave_post"),
    path("tugas-saya/<int:assignment_id>/kembali/", duties.report_back, name="report_back"),
    path("tugas-saya/<int:assignment_id>/lapor/", reports.write, name="report"),
    path("laporan-lapangan/foto/<int:photo_id>/", reports.photo, name="photo"),
    path("laporan-lapangan/<str:owner_kind>/<int:owner_id>/", reports.page, name="field_reports"),
    path("laporan-lapangan/<int:report_id>/dibaca/", reports.seen, name="report_seen"),
    path("lapangan/salam/", outbox.greet, name="greet"),
    path("lapangan/kirim/", outbox.receive, name="receive"),
    path("lapangan/luring/", field_app.offline, name="offline"),
    path("luwes.webmanifest", field_app.manifest, name="manifest"),
    path("sw.js", field_app.worker, name="worker"),
    path("hadir/<str:code>/", arrivals.arrive, name="arrive"),
    path("pos/", posts.index, name="posts"),
    path("pos/<int:need_id>/", posts.post, name="post"),
    path("pos/<int:need_id>/catat/", posts.record, name="record"),
    path("pos/<int:need_id>/kode/", posts.code, name="post_code"),
    path("pos/<int:need_id>/ubah/", posts.contact, name="contact"),
    path("jawaban/<str:owner_kind>/<int:owner_id>/", answers.page, name="answers"),
    path("dispensasi/<int:employee_id>/", dispensations.dispense, name="dispense"),
    path(
        "dispensasi/<int:dispensation_id>/cabut/", dispensations.revoke, name="revoke_dispensation"
    ),
    path("templat-kebutuhan/", templates.templates, name="templates"),
    path("templat-kebutuhan/<int:template_id>/", templates.template, name="template"),
    path("pegawai-ditugaskan/", returns.away, name="away"),
]
