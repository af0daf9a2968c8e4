from django.urls import path

from luwes.appointments.views import (
    appointing,
    asking,
    calendars,
    candidates,
    deciding,
    forecasting,
    leave,
)
from luwes.appointments.views.moves import deciding as consenting
from luwes.appointments.views.moves import editing, registers
from luwes.appointments.views.moves import request as moves

app_name = "appointments"
urlpatterns = [
    path("jabatan/<int:position_id>/isi/", appointing.appoint, name="appoint"),
    path("pengangkatan/<int:appointment_id>/akhiri/", appointing.end, name="end"),
    path("pengangkatan/cari-pegawai/", appointing.find_people, name="find_people"),
    path("cuti/", leave.index, name="leave_list"),
    path("pegawai/<int:employee_id>/cuti/", leave.record, name="leave_new"),
    path("pegawai/<int:employee_id>/sisa-cuti/", leave.balance, name="leave_balance"),
    path("pegawai/<int:employee_id>/saldo-cuti/", leave.opening, name="leave_opening"),
    path("cuti/<int:leave_id>/batalkan/", leave.cancel, name="leave_cancel"),
    path("mutasi/", moves.index, name="move_list"),
    path("mutasi/baru/", editing.new, name="move_new"),
    path("mutasi/cari-pegawai/", editing.find_people, name="move_find_people"),
    path("mutasi/cari-jabatan/", editing.find_posts, name="move_find_posts"),
    path("mutasi/plt-plh/", registers.acting, name="move_mandates"),
    path("mutasi/tumpang-tindih/", registers.overlaps, name="move_overlaps"),
    path("mutasi/tumpang-tindih.<str:form>", registers.overlaps_file, name="move_overlaps_file"),
    path("mutasi/aturan/", registers.rules, name="move_rules"),
    path("mutasi/aturan/<slug:rule>/", registers.add_rule, name="move_rule_add"),
    path("mutasi/larangan/", registers.freezes, name="move_freezes"),
    path("mutasi/larangan/<int:freeze_id>/", registers.consent, name="move_consent"),
    path("mutasi/langkah/<int:step_id>/", consenting.step, name="move_step"),
    path("mutasi/orang/<int:move_id>/", moves.line, name="move_line"),
    path("mutasi/orang/<int:move_id>/dokumen/", editing.documents, name="move_documents"),
    path("mutasi/orang/<int:move_id>/jawab/<slug:rule>/", editing.answer, name="move_answer"),
    path("mutasi/<int:request_id>/", moves.page, name="move_request"),
    path("mutasi/<int:request_id>/ubah/", editing.change, name="move_change"),
    path("mutasi/<int:request_id>/tambah/", editing.add, name="move_add"),
    path("mutasi/<int:request_id>/lakukan/", moves.do, name="move_do"),
    path("mutasi/<int:request_id>/kembalikan/", consenting.send_back, name="move_return"),
    path("mutasi/<int:request_id>/tarik/", consenting.withdraw, name="move_withdraw"),
    path("mutasi/<int:request_id>/betulkan/", consenting.correct, name="move_correct"),
    path("cuti/saya/", asking.mine, name="my_leave"),
    path("cuti/minta/<str:leave_kind>/", asking.ask, name="ask_leave"),
    path("cuti/permintaan/", deciding.index, name="leave_requests"),
    path("cuti/permintaan/<int:leave_request_id>/", deciding.page, name="leave_request"),
    path(
        "cuti/permintaan/<int:leave_request_id>/tarik/", asking.withdraw, name="withdraw_request"
    ),
    path(
        "cuti/permintaan/<int:leave_request_id>/pertimbangan/", deciding.give_view,
        name="view_request",
    ),
    path(
        "cuti/permintaan/<int:leave_request_id>/putuskan/", deciding.decide, name="decide_request"
    ),
    path(
        "cuti/permintaan/<int:leave_request_id>/lampiran/", deciding.attachment,
        name="request_attachment",
    ),
    path("unit/<int:unit_id>/cuti/", calendars.unit, name="unit_leave"),
    path("cuti/tautan/", calendars.link, name="calendar_link"),
    path("kalender/<str:secret>.ics", calendars.feed, name="calendar_feed"),
    path("jabatan/<int:position_id>/calon/", candidates.page, name="candidates"),
    path("jabatan/<int:position_id>/calon/bernama/", candidates.named, name="candidates_named"),
    path("jabatan/<int:position_id>/calon.<str:form>", candidates.file, name="candidates_file"),
    path(
        "jabatan/<int:position_id>/calon-bernama.<str:form>", candidates.named_file,
        name="candidates_named_file",
    ),
    path("proyeksi/", forecasting.page, name="forecast"),
    path("proyeksi.<str:form>", forecasting.file, name="forecast_file"),
    path("cuti/hari-libur/", calendars.holidays, name="holidays"),
    path("cuti/hari-libur/<int:holiday_id>/hapus/", calendars.drop_holiday, name="drop_holiday"),
]  # fmt: skip
