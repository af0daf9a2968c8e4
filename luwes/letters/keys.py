"""The key that signs letters: a PKCS#12 by configuration, or one for demonstrations made at set-up."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    NoEncryption,
    load_der_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.signers import SimpleSigner

from luwes.letters.moulds import Mould

DEMO_NAME = "Luwes: kunci contoh, bukan tanda tangan dinas"
BSRE = ("balai sertifikasi elektronik", "balai besar sertifikasi elektronik", "bsre")


class HeldSigner(SimpleSigner):
    """Keeps the RSA key loaded and its first signature as a mould: both cost more than a page."""

    @cached_property
    def _private(self) -> rsa.RSAPrivateKey | None:
        private = load_der_private_key(self.signing_key.dump(), password=None)
        return private if isinstance(private, rsa.RSAPrivateKey) else None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm).signature_algo
        if self._private and mechanism == "rsassa_pkcs1v15" and digest_algorithm == "sha256":
            return self._private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        raw: bytes = super().sign_raw(data, digest_algorithm)
        return raw

    @cached_property
    def _moulds(self) -> dict[bool, Mould | None]:
        return {}

    async def async_sign(  # type: ignore[override]
        self, data_digest: bytes, digest_algorithm: str, **asked: Any
    ) -> Any:
        """As pyHanko signs; from the second letter on cast in the mould of the first."""
        if digest_algorithm != "sha256" or asked.get("dry_run") or asked.get("timestamper"):
            return await super().async_sign(data_digest, digest_algorithm, **asked)
        pades = bool(asked.get("use_pades"))
        if mould := self._moulds.get(pades):
            return mould.cast(data_digest, lambda data: self.sign_raw(data, digest_algorithm))
        made = await super().async_sign(data_digest, digest_algorithm, **asked)
        self._moulds[pades] = Mould.of(made, data_digest)
        return made


@dataclass(frozen=True)
class Key:
    """A signer, held by the process. `certified`: its certificate was issued by BSrE."""

    signer: HeldSigner
    is_demo: bool
    certified: bool
    name: str


def key() -> Key:
    """
    The key of this installation, read once per process and again when its file changes.

    :raises ImproperlyConfigured: when there is none that may be used here
    """
    configured: str = settings.LUWES_SIGNING_P12
    path = Path(configured) if configured else _demo_path()
    if not configured:
        ensure_demo_key()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise ImproperlyConfigured(f"LUWES_SIGNING_P12: {error}") from error
    return _read(
        path, changed, settings.LUWES_SIGNING_PASSWORD if configured else "", not configured
    )


def ensure_demo_key() -> Path:
    """
    Make the key for demonstrations if there is none; two at once make one.

    :raises ImproperlyConfigured: in production
    """
    if settings.ENV == "production":
        raise ImproperlyConfigured("LUWES_SIGNING_P12 must name the signing key in production.")
    path = _demo_path()
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid4().hex}")  # threads of one process, too
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(_new_demo_key())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path


def _demo_path() -> Path:
    return Path(settings.STATE) / "signing.p12"


def _new_demo_key() -> bytes:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))  # demonstrations play in the past
        .not_valid_after(datetime(2049, 12, 31, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"luwes", private, certificate, None, NoEncryption()
    )


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, password: str, is_demo: bool) -> Key:
    loaded: Any = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        str(path), passphrase=password.encode() or None
    )
    if loaded is None or loaded.signing_cert is None:
        raise ImproperlyConfigured("LUWES_SIGNING_P12 cannot be read: wrong file or password.")
    signer = HeldSigner(loaded.signing_cert, loaded.signing_key, loaded.cert_registry)
    certificate: Any = signer.signing_cert
    issuer = certificate.issuer.human_friendly.lower()
    certified = not is_demo and any(name in issuer for name in BSRE)
    name = certificate.subject.native.get("common_name") or "?"
    return Key(signer, is_demo, certified, str(name)[:200])
