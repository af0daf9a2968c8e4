from django.urls import path

from luwes.appointments.views import appointing, leave
from luwes.appointments.views.moves import request as move_request

app_name = "appointments"
urlpatterns = [
    path("jabatan/<int:position_id>/isi/", appointing.appoint, name="appoint"),
    path("pengangkatan/<int:appointment_id>/akhiri/", appointing.end, name="end"),
    path("pengangkatan/cari-pegawai/", appointing.find_people, name="find_people"),
    path("cuti/", leave.index, name="leave_list"),
    path("pegawai/<int:employee_id>/cuti/", leave.record, name="leave_new"),
    path("cuti/<int:leave_id>/batalkan/", leave.cancel, name="leave_cancel"),
    path("mutasi/<int:request_id>/", move_request.page, name="move_request"),
]
