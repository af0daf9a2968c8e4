from django.urls import path

from luwes.places import views

app_name = "places"
urlpatterns = [path("wilayah/", views.areas, name="areas")]
