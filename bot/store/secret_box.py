"""Secrets at rest: tokens of workspaces and companies, sealed with AES-256-GCM (design 7).

Whose secret it is and which one is authenticated with it: what was sealed for one owner opens for nobody else, nor as
another field. The first key seals and every key opens, so that keys are changed without a pause (docs/security.md).
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = "s1"
"""First part of every sealed text, so that another format can stand beside it."""


class SecretBoxError(Exception):
    """Nothing was sealed or opened."""


class NotASecretKey(SecretBoxError, ValueError):
    def __init__(self) -> None:
        super().__init__(f"is not a key: base64 of {KEY_BYTES} bytes, as `cobro secrets new` prints it")


class NoSecretKey(SecretBoxError):
    """Something has to be sealed or opened, and no key was given."""

    def __init__(self, *, owner: str, field: str) -> None:
        super().__init__(f"COBRO_SECRET_KEYS is empty: {field} of {owner} can be neither kept nor read")
        self.owner, self.field = owner, field


class KeyUnknown(SecretBoxError):
    """Sealed with a key that is not, or no longer, among those given."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"sealed with the key {key_id}, which is not in COBRO_SECRET_KEYS")
        self.key_id = key_id


class NotSealed(SecretBoxError):
    """The text has not the form of a sealed one."""

    def __init__(self) -> None:
        super().__init__("not a sealed text")


class Tampered(SecretBoxError):
    """Changed, or sealed for another owner or field."""

    def __init__(self, *, owner: str, field: str) -> None:
        super().__init__(f"{field} of {owner} was changed, or was sealed for somebody else")
        self.owner, self.field = owner, field


class SecretBox:
    """`keys` newest first, in base64. Raises NotASecretKey. Without keys it says so when it is first needed."""

    def __init__(self, keys: Iterable[str], *, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> None:
        raw = [key_bytes(key) for key in keys]
        self._keys = {id_of_key(key): AESGCM(key) for key in raw}
        self._random_bytes = random_bytes

    @property
    def newest(self) -> str:
        """The id of the key that seals; empty without keys."""
        return next(iter(self._keys), "")

    @property
    def key_ids(self) -> tuple[str, ...]:
        return tuple(self._keys)

    def seal(self, text: str, *, owner: str, field: str) -> str:
        """`s1.<key id>.<base64>`. Raises NoSecretKey."""
        if not self._keys:
            raise NoSecretKey(owner=owner, field=field)
        nonce = self._random_bytes(NONCE_BYTES)
        sealed = self._keys[self.newest].encrypt(nonce, text.encode(), _belongs(self.newest, owner, field))
        return f"{FORMAT}.{self.newest}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, owner: str, field: str) -> str:
        """Raises NoSecretKey, KeyUnknown, NotSealed and Tampered."""
        key_id, content = _parts(sealed)
        if not self._keys:
            raise NoSecretKey(owner=owner, field=field)
        if key_id not in self._keys:
            raise KeyUnknown(key_id)
        try:
            nonce, rest = content[:NONCE_BYTES], content[NONCE_BYTES:]
            return self._keys[key_id].decrypt(nonce, rest, _belongs(key_id, owner, field)).decode()
        except InvalidTag:
            raise Tampered(owner=owner, field=field) from None

    def is_newest(self, sealed: str) -> bool:
        """Whether there is nothing to rotate. Raises NotSealed."""
        return self.key_id_of(sealed) == self.newest

    @staticmethod
    def key_id_of(sealed: str) -> str:
        """The id of the key that it was sealed with. Raises NotSealed."""
        return _parts(sealed)[0]


def new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def key_bytes(text: str) -> bytes:
    """Either alphabet of base64. Raises NotASecretKey."""
    try:
        raw = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise NotASecretKey from None
    if len(raw) != KEY_BYTES:
        raise NotASecretKey
    return raw


def id_of_key(key: bytes) -> str:
    """Tells keys apart and says nothing about them."""
    return hashlib.sha256(b"cobro secret key id\0" + key).hexdigest()[:8]


def _belongs(key_id: str, owner: str, field: str) -> bytes:
    """The associated data; as JSON, so that no two pairs read the same."""
    return json.dumps([FORMAT, key_id, owner, field], ensure_ascii=False).encode()


def _parts(sealed: str) -> tuple[str, bytes]:
    form, _, rest = sealed.partition(".")
    key_id, _, content = rest.partition(".")
    try:
        raw = base64.b64decode(content, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotSealed from None
    is_as_written = base64.urlsafe_b64encode(raw).decode() == content
    if form != FORMAT or not key_id or len(raw) < NONCE_BYTES or not is_as_written:
        raise NotSealed
    return key_id, raw
