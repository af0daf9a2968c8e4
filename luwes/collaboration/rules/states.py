"""The kinds and states of partners, agreements, programmes and milestones."""

from enum import StrEnum


class PartnerKind(StrEnum):
    COMPANY = "company"  # perseroan terbatas, CV, koperasi
    ASSOCIATION = "association"  # ormas berbadan hukum: yayasan, perkumpulan (UU 17/2013)
    COMMUNITY = "community"  # kelompok masyarakat
    UNIVERSITY = "university"
    MEDIA = "media"
    GOVERNMENT = "government"  # another region or an agency of the state
    FOREIGN = "foreign"  # KSDLN


class PartnerState(StrEnum):
    PROPOSED = "proposed"  # written down; the papers are not looked at
    ACTIVE = "active"
    SUSPENDED = "suspended"  # no new work, with the reason
    MERGED = "merged"  # the same as another row, which goes on


class DocumentKind(StrEnum):
    DEED = "deed"  # akta pendirian
    LEGAL_ENTITY = "legal_entity"  # pengesahan badan hukum (AHU)
    BUSINESS_NUMBER = "business_number"  # NIB
    TAX_NUMBER = "tax_number"  # NPWP
    REGISTERED = "registered"  # surat keterangan terdaftar ormas
    BOARD = "board"  # susunan pengurus
    MANDATE = "mandate"  # surat kuasa wakil
    OTHER = "other"


class AgreementKind(StrEnum):
    UNDERSTANDING = "understanding"  # kesepakatan bersama: the will
    COOPERATION = "cooperation"  # perjanjian kerja sama (PKS): rights, duties, cost, term


class AgreementForm(StrEnum):
    """PP 28/2018: with whom."""

    REGION = "region"  # KSDD
    THIRD_PARTY = "third_party"  # KSDPK
    ABROAD = "abroad"  # KSDLN


class AgreementState(StrEnum):
    DRAFTED = "drafted"
    REVIEWED = "reviewed"  # waits for the cooperation team (TKKSD)
    OFFERED = "offered"  # waits for the partner's word
    AGREED = "agreed"  # both say yes; waits for signatures
    SIGNED = "signed"  # in force on the days of its period
    ENDED = "ended"  # before its time, with the reason
    REFUSED = "refused"


# From where one may go where; a step back is a return with its reason.
AGREEMENT_STEPS: dict[AgreementState, frozenset[AgreementState]] = {
    AgreementState.DRAFTED: frozenset({AgreementState.REVIEWED, AgreementState.REFUSED}),
    AgreementState.REVIEWED: frozenset({
        AgreementState.OFFERED, AgreementState.DRAFTED, AgreementState.REFUSED,
    }),
    AgreementState.OFFERED: frozenset({
        AgreementState.AGREED, AgreementState.DRAFTED, AgreementState.REFUSED,
    }),
    AgreementState.AGREED: frozenset({
        AgreementState.SIGNED, AgreementState.DRAFTED, AgreementState.REFUSED,
    }),
    AgreementState.SIGNED: frozenset({AgreementState.ENDED}),
    AgreementState.ENDED: frozenset(),
    AgreementState.REFUSED: frozenset(),
}  # fmt: skip
UNSIGNED = frozenset({
    AgreementState.DRAFTED, AgreementState.REVIEWED, AgreementState.OFFERED, AgreementState.AGREED,
})  # fmt: skip


class Side(StrEnum):
    GOVERNMENT = "government"
    PARTNER = "partner"

    @property
    def other(self) -> "Side":
        return Side.PARTNER if self is Side.GOVERNMENT else Side.GOVERNMENT


class ProgrammeState(StrEnum):
    DRAFTED = "drafted"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


class ClaimState(StrEnum):
    """Of what one side says is done."""

    WAITING = "waiting"  # for the other side
    VERIFIED = "verified"
    NOT_SO = "not_so"  # the other side saw something else
    WITHDRAWN = "withdrawn"


class SourceKind(StrEnum):
    """Where money comes from."""

    PROVINCE = "province"  # APBD provinsi
    REGENCY = "regency"  # APBD kabupaten/kota
    NATION = "nation"  # APBN
    PARTNER = "partner"  # TJSL/CSR, in money
    IN_KIND = "in_kind"  # material or work, worth so much
    COMMUNITY = "community"  # swadaya
    OTHER = "other"


class EntryKind(StrEnum):
    COMMITTED = "committed"  # a contract, a promise in writing
    REALISED = "realised"  # paid, or handed over


class ConflictKind(StrEnum):
    """PermenPANRB 17/2024."""

    BUSINESS = "business"
    FAMILY = "family"
    AFFILIATION = "affiliation"
    OTHER_JOB = "other_job"


class ConflictStrength(StrEnum):
    ACTUAL = "actual"  # must be declared to the superior; the person is kept out
    POTENTIAL = "potential"  # to be prevented: the superior says how


class ConflictAnswer(StrEnum):
    WAITING = "waiting"
    KEPT_OUT = "kept_out"
    WITH_CARE = "with_care"  # potential only: may take part, under what the superior wrote
    NO_CONFLICT = "no_conflict"


# Until the superior has said otherwise, whoever declared an interest stays out.
KEEPS_OUT = frozenset({ConflictAnswer.WAITING, ConflictAnswer.KEPT_OUT})


def answers_to(strength: ConflictStrength) -> list[ConflictAnswer]:
    """What a superior may say: an actual interest is not kept in check, it keeps out."""
    answers = [ConflictAnswer.KEPT_OUT, ConflictAnswer.WITH_CARE, ConflictAnswer.NO_CONFLICT]
    if strength is ConflictStrength.ACTUAL:
        answers.remove(ConflictAnswer.WITH_CARE)
    return answers
