"""What the log says of letters, in words for people."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "withdrawn": _("Surat dicabut"),
}
