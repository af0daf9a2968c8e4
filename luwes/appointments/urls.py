from django.urls import path

from luwes.appointments.views import leave

app_name = "appointments"
urlpatterns = [
    path("cuti/", leave.index, name="leave_list"),
    path("pegawai/<int:employee_id>/cuti/", leave.record, name="leave_new"),
    path("cuti/<int:leave_id>/batalkan/", leave.cancel, name="leave_cancel"),
]
