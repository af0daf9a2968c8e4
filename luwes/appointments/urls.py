from django.urls import path

from luwes.appointments.views import appointing

app_name = "appointments"
urlpatterns = [
    path("jabatan/<int:position_id>/isi/", appointing.appoint, name="appoint"),
    path("pengangkatan/<int:appointment_id>/akhiri/", appointing.end, name="end"),
    path("pengangkatan/cari-pegawai/", appointing.find_people, name="find_people"),
]
