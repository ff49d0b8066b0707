"""One of the page's documents as a single file: styles, fonts, scripts and data inside, so that it opens from a disk.

Browsers load no module from a `file:` address. The modules travel as text and become modules in the browser, each made
after those that it imports.
"""

import base64
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_ICON = re.compile(r' *<link rel="icon"[^>]*>\n')
_SCRIPT = re.compile(r'<script type="module" src="([^"]+)"></script>')
_IMPORT = re.compile(r"""(\bfrom\s*)(['"])(\.{1,2}/[^'"]+)\2""")
_FONT = re.compile(r"url\(([^)]+\.woff2)\)")

_LOADER = """
const address = new Map();
for (const [name, source] of JSON.parse(document.getElementById('modules').textContent)) {
  const linked = source.replace(/from 'module:([^']+)'/g, (_, wanted) => `from '${address.get(wanted)}'`);
  address.set(name, URL.createObjectURL(new Blob([linked], { type: 'text/javascript' })));
}
window.GALLERY = JSON.parse(document.getElementById('data').textContent);
await import([...address.values()].at(-1));
"""


def bundled_gallery(data: Any) -> str:
    """`gallery.html` with all that it needs inside; `data` is found at `window.GALLERY`."""
    page = _STYLE.sub(lambda found: f"<style>\n{_style(found[1])}</style>", _ICON.sub("", _text("gallery.html")))
    (entry,) = _SCRIPT.findall(page)
    modules = [(name, _linked(name)) for name in dict.fromkeys(_in_order(entry))]
    scripts = "\n".join(
        (
            f'<script type="application/json" id="data">{_inside(data)}</script>',
            f'<script type="application/json" id="modules">{_inside(modules)}</script>',
            f'<script type="module">{_LOADER}</script>',
        )
    )
    return _SCRIPT.sub(lambda _: scripts, page)


def _in_order(name: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """What `name` imports, before it. Two modules that import each other cannot be ordered."""
    if name in above:
        raise ValueError(f"modules import each other: {' -> '.join((*above, name))}")
    for found in _IMPORT.finditer(_text(name)):
        yield from _in_order(_resolved(name, found[3]), (*above, name))
    yield name


def _linked(name: str) -> str:
    return _IMPORT.sub(lambda found: f"{found[1]}'module:{_resolved(name, found[3])}'", _text(name))


def _resolved(importer: str, wanted: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(importer).parent / wanted).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _style(name: str) -> str:
    def inside(found: re.Match[str]) -> str:
        content = _file(_resolved(name, found[1])).read_bytes()
        return f"url(data:font/woff2;base64,{base64.b64encode(content).decode()})"

    return _FONT.sub(inside, _text(name))


def _inside(value: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _text(name: str) -> str:
    return str(_file(name).read_text("utf-8"))


def _file(name: str) -> Any:
    return files("sandbox.slack").joinpath("static", *name.split("/"))
