"""Rules about the post and the unit: vacancy, establishment, competence, who stays at home. Pure."""

from datetime import date

from luwes.appointments.rules.moves.facts import LEAVING, PERMANENT, MoveFacts, MoveKind
from luwes.appointments.rules.moves.person import P
from luwes.appointments.rules.moves.said import Finding, Said, fails, human, passes
from luwes.core.periods import add_months


def there(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.to is None:
        return None
    end = facts.to.period.end
    if facts.on in facts.to.period and (end is None or (facts.end or date.max) <= end):
        return passes(Said("Jabatan tujuan ada dalam peta jabatan sepanjang masa itu."))
    return fails(Said("Jabatan tujuan tidak berlaku sepanjang masa itu."))


def vacant(facts: MoveFacts, parameters: P) -> Finding | None:
    """A post with one seat; what the same request vacates counts as vacant."""
    if facts.to is None or facts.kind not in PERMANENT or not facts.to.single_holder:
        return None
    if facts.holders:
        told = {"name": facts.holders[0]}
        return fails(Said("Jabatan tujuan masih dipegang %(name)s pada TMT.", told))
    if facts.arriving:
        return fails(Said("Dua orang dalam usul ini menuju jabatan yang sama."))
    return passes(Said("Jabatan tujuan lowong pada TMT."))


def establishment(facts: MoveFacts, parameters: P) -> Finding | None:
    post = facts.to
    if post is None or facts.kind not in PERMANENT or post.single_holder:
        return None
    if post.headcount is None:
        return human(Said("Formasi jabatan tujuan belum dicatat."))
    after = len(facts.holders) + facts.arriving + 1
    told = {"after": after, "need": post.headcount}
    if after > post.headcount:
        return human(Said("Pemegang menjadi %(after)d dari formasi %(need)d.", told))
    return passes(Said("Pemegang menjadi %(after)d dari formasi %(need)d.", told))


def competence(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.to is None or facts.kind not in PERMANENT:
        return None
    if facts.short:
        return human(Said("Di bawah syarat jabatan: %(what)s.", {"what": ", ".join(facts.short)}))
    return passes(Said("Syarat kompetensi jabatan yang tercatat terpenuhi."))


def home_minimum(facts: MoveFacts, parameters: P) -> Finding | None:
    left = facts.left
    if left is None:
        return None
    told = {"unit": left.unit, "heads": left.heads, "minimum": left.minimum}
    if left.heads < left.minimum:
        return fails(
            Said("%(unit)s tinggal %(heads)d orang, di bawah minimum hadir %(minimum)d.", told)
        )
    return passes(Said("%(unit)s tetap %(heads)d orang; minimum hadir %(minimum)d.", told))


_STAYING = frozenset({MoveKind.TRANSFER, MoveKind.INTER_AGENCY, MoveKind.ROTATION})


def tenure_least(facts: MoveFacts, parameters: P) -> Finding | None:
    if facts.kind not in _STAYING or facts.held_since is None:
        return None
    told = {"day": facts.held_since, "years": parameters["years"]}
    if add_months(facts.held_since, parameters["years"] * 12) > facts.on:
        return fails(Said("Belum %(years)d tahun dalam jabatan: sejak %(day)s.", told))
    return passes(Said("Sudah %(years)d tahun dalam jabatan: sejak %(day)s.", told))


def tenure_most(facts: MoveFacts, parameters: P) -> Finding | None:
    """Longer than planned is no bar to a move: it is said."""
    if facts.kind not in _STAYING or facts.held_since is None:
        return None
    told = {"day": facts.held_since, "years": parameters["years"]}
    if add_months(facts.held_since, parameters["years"] * 12) <= facts.on:
        return passes(
            Said("Lebih dari %(years)d tahun dalam jabatan; mutasi sudah waktunya.", told)
        )
    return None


def own_agency(facts: MoveFacts, parameters: P) -> Finding | None:
    """Whether the kind is right for the way it goes."""
    if facts.to is None or facts.held is None or facts.kind in LEAVING:
        return None
    if facts.kind is MoveKind.INTER_AGENCY and not facts.crosses:
        return fails(Said("Mutasi antarinstansi menuju instansi lain."))
    if facts.crosses and facts.kind not in {MoveKind.INTER_AGENCY, MoveKind.SECONDMENT}:
        return fails(Said("Ke instansi lain hanya dengan mutasi antarinstansi atau penugasan."))
    return passes(Said("Jenis mutasi sesuai dengan instansi asal dan tujuan."))
