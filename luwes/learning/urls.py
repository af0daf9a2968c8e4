from django.urls import path

from luwes.learning.views import gaps

app_name = "learning"
urlpatterns = [
    path("kompetensi/kesenjangan/", gaps.gap_map, name="gaps"),
    path("kompetensi/kesenjangan/unduh.xlsx", gaps.gap_sheet, name="gaps_xlsx"),
    path("kompetensi/kesenjangan/<int:competency_id>/", gaps.nearest, name="nearest"),
]
