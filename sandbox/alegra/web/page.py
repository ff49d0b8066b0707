"""The page to look inside, with the one copy of Preact that both strangers' pages are drawn with."""

from pathlib import Path

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

SANDBOX = Path(__file__).parents[2]
STATIC = SANDBOX / "alegra" / "static"
VENDOR = SANDBOX / "slack" / "static" / "vendor"


def page_routes() -> list[Mount]:
    """`/` and the vendored modules; to stand after every other route, since it takes all that is left."""
    return [Mount("/vendor", StaticFiles(directory=VENDOR)), Mount("/", StaticFiles(directory=STATIC, html=True))]
