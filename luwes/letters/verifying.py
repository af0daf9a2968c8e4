"""What a file is worth: ours and unchanged, ours and changed, or not ours. Reads only."""

import hashlib
import re
from pathlib import Path

from luwes.letters import queries, rules
from luwes.letters.models import Letter

MOST_BYTES = 20 * 2**20
# The code in a letter's own address, which every PDF of ours carries as its signature's place.
_TOKEN = re.compile(rb"surat/periksa/([A-Za-z0-9_-]{16,40})")


def examine(data: bytes) -> tuple[rules.Verdict, Letter | None]:
    """
    Judge the bytes of a file; nothing in it is opened or run.

    A file that holds the code of one of our letters but not its very bytes has been changed.
    """
    letter = queries.by_file(hashlib.sha256(data).hexdigest())
    if letter:
        return rules.verdict(letter.as_evidence(True)), letter
    for token in dict.fromkeys(_TOKEN.findall(data)):
        if letter := queries.by_token(token.decode("ascii")):
            return rules.verdict(letter.as_evidence(False)), letter
    return rules.verdict(rules.Evidence(None, None)), None


def is_pdf(data: bytes) -> bool:
    """Readers allow a little before the mark, so we do."""
    return b"%PDF-" in data[:1024]


def examine_file(path: Path) -> tuple[rules.Verdict, Letter | None]:
    """
    The same for a file on disk; one too large for a letter is not read.

    :raises OSError: when it cannot be read
    """
    if path.stat().st_size > MOST_BYTES:
        return rules.verdict(rules.Evidence(None, None)), None
    return examine(path.read_bytes())
