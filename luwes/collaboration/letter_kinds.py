"""The papers of cooperation: a kesepakatan bersama, and a perjanjian kerja sama."""

from django.utils.translation import gettext_lazy as _

from luwes.collaboration.rules.states import AgreementKind
from luwes.letters.kinds import LetterKind

KINDS = {
    AgreementKind.UNDERSTANDING.value: "agreement_understanding",
    AgreementKind.COOPERATION.value: "agreement_cooperation",
}
# Both sides have signed: neither withdraws it alone; it is ended on its own page.
ALL = (
    LetterKind(
        KINDS["understanding"], _("Kesepakatan bersama"), "KESEPAKATAN BERSAMA",
        stands_alone=False, template="agreement.typ",
    ),
    LetterKind(
        KINDS["cooperation"], _("Perjanjian kerja sama"), "PERJANJIAN KERJA SAMA",
        stands_alone=False, template="agreement.typ",
    ),
)  # fmt: skip
