from django.urls import path

from luwes.appointments.views import appointing, asking, calendars, deciding, leave

app_name = "appointments"
urlpatterns = [
    path("jabatan/<int:position_id>/isi/", appointing.appoint, name="appoint"),
    path("pengangkatan/<int:appointment_id>/akhiri/", appointing.end, name="end"),
    path("pengangkatan/cari-pegawai/", appointing.find_people, name="find_people"),
    path("cuti/", leave.index, name="leave_list"),
    path("pegawai/<int:employee_id>/cuti/", leave.record, name="leave_new"),
    path("pegawai/<int:employee_id>/saldo-cuti/", leave.opening, name="leave_opening"),
    path("cuti/<int:leave_id>/batalkan/", leave.cancel, name="leave_cancel"),
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
    path("cuti/hari-libur/", calendars.holidays, name="holidays"),
    path("cuti/hari-libur/<int:holiday_id>/hapus/", calendars.drop_holiday, name="drop_holiday"),
]  # fmt: skip
