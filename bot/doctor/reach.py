"""Whether the world reaches Cobro at the address that the manifest names (HTTP only)."""

from dataclasses import dataclass

import aiohttp

from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words

CHECK = "slack.address"
SECONDS = 10


@dataclass(frozen=True)
class AddressProbe:
    public_url: str
    """Without a path; empty where it is not set."""
    session: aiohttp.ClientSession
    words: Words

    async def look(self) -> tuple[Finding, ...]:
        if not self.public_url:
            return (_not_set(self.words),)
        try:
            async with self.session.get(
                f"{self.public_url.rstrip('/')}/healthz",
                timeout=aiohttp.ClientTimeout(total=SECONDS),
                allow_redirects=False,
            ) as answer:
                said = await answer.content.read(100)
                return (answered(answer.status, said, self.words, url=self.public_url),)
        except (aiohttp.ClientError, TimeoutError, ValueError) as why:
            return (not_reached(why, self.words, url=self.public_url),)


def _not_set(words: Words) -> Finding:
    return warning(
        CHECK,
        words.t("No sé en qué dirección llega Slack a Cobro, así que no la probé."),
        words.t("Ponla en COBRO_PUBLIC_URL, o usa COBRO_TRANSPORT=socket, que no necesita dirección."),
    )


def answered(status: int, body: bytes, words: Words, *, url: str) -> Finding:
    if status == 200 and body.partition(b"\n")[0].strip() == b"alive":
        return ok(CHECK, words.t("{url} llega a Cobro.", url=url))
    return error(
        CHECK,
        words.t("En {url} contesta otro programa, no Cobro (HTTP {status}).", url=url, status=status),
        words.t("Haz que el proxy entregue esa dirección al puerto de COBRO_PORT, y que cobro run esté andando."),
    )


def not_reached(why: Exception, words: Words, *, url: str) -> Finding:
    if isinstance(why, aiohttp.ClientSSLError):
        return error(
            CHECK,
            words.t("El certificado de {url} no sirve.", url=url),
            words.t("Renuévalo o instala la cadena completa: Slack no entra sin un certificado válido."),
        )
    return error(
        CHECK,
        words.t("Nada contesta en {url} ({why}).", url=url, why=type(why).__name__),
        words.t("Revisa el nombre en el DNS, el proxy y el cortafuegos, y que cobro run esté andando."),
    )
