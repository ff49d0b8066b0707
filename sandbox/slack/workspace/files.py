"""Files of the second kind of upload: an address is asked for, bytes are sent, the file is shared (Slack fact sheet 2.10)."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.refusal import SlackRefusal

Json = dict[str, Any]

MIMETYPES = {
    "pdf": "application/pdf",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
    "json": "application/json",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN_IN_PAGE = {"pdf", "png", "jpg"}
"""Everything else is saved, never run: a file must not be able to act as the page."""


@dataclass
class File:
    id: str
    name: str
    size: int
    user: str
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    is_complete: bool = False
    channels: list[str] = field(default_factory=list)

    @property
    def filetype(self) -> str:
        return self.name.rpartition(".")[2].lower() if "." in self.name else "binary"

    @property
    def mimetype(self) -> str:
        return MIMETYPES.get(self.filetype, "application/octet-stream")

    def payload(self, base_url: str) -> Json:
        address = f"{base_url}/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.filetype,
            "pretty_type": self.filetype.upper(),
            "user": self.user,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": address,
            "url_private_download": f"{address}?download=1",
            "permalink": address,
            "channels": self.channels,
        }


class Files:
    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def add(self, file: File) -> File:
        self._files[file.id] = file
        return file

    def get(self, id_: str) -> File:
        if id_ not in self._files:
            raise SlackRefusal("file_not_found")
        return self._files[id_]

    def complete(self, id_: str, *, title: str) -> File:
        """Once only, and only after the bytes have come; a second time answers file_not_found (assumed)."""
        file = self.get(id_)
        if file.content is None or file.is_complete:
            raise SlackRefusal("file_not_found")
        file.is_complete = True
        file.title = title or file.name
        return file

    def delete(self, id_: str) -> None:
        del self._files[self.get(id_).id]
