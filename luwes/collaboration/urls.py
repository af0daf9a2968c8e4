from django.urls import path

from luwes.collaboration.views import agreement, agreements, partner, partners

app_name = "collaboration"
urlpatterns = [
    path("mitra/", partners.index, name="partners"),
    path("mitra/baru/", partners.new, name="new_partner"),
    path("mitra/cari/", partners.find, name="find_partners"),
    path("mitra/dokumen/<int:document_id>/", partner.paper, name="partner_paper"),
    path("mitra/<int:partner_id>/", partner.partner, name="partner"),
    path("mitra/<int:partner_id>/ubah/", partners.edit, name="edit_partner"),
    path("mitra/<int:partner_id>/gabung/", partners.merge, name="merge_partner"),
    path("mitra/<int:partner_id>/wakil/", partners.new_representative, name="new_representative"),
    path("mitra/<int:partner_id>/perjanjian/", agreements.new, name="new_agreement"),
    path("perjanjian/", agreements.index, name="agreements"),
    path("perjanjian/unit/", agreements.find_units, name="find_drafting_units"),
    path("perjanjian/<int:agreement_id>/", agreement.agreement, name="agreement"),
    path("perjanjian/<int:agreement_id>/ubah/", agreements.edit, name="edit_agreement"),
    path("perjanjian/<int:agreement_id>/perpanjang/", agreements.renew, name="renew_agreement"),
]
