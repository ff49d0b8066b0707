"""The pages of an installation, in a browser: pure functions, without scripts, without anything from elsewhere."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from bot.locale import Words

STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;margin:0;background:#f4f6f6;color:#1d1c1d}"
    "main{max-width:34rem;margin:8vh auto;padding:2rem;background:#fff;border-radius:12px}"
    "h1{font-size:1.4rem;margin:0 0 1rem}"
    "a.go{display:inline-block;margin:1rem 0;padding:.7rem 1.2rem;border-radius:8px;background:#0b5c5a;color:#fff;"
    "font-weight:600;text-decoration:none}"
    "code{background:#eef1f1;padding:.1rem .3rem;border-radius:4px}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS: Mapping[str, str] = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}
"""The address holds a code and a state: it must go to nobody else."""


@dataclass(frozen=True)
class Page:
    title: str
    sentences: tuple[str, ...]
    link: str = ""
    """Where the one button leads."""
    button: str = ""


def html(page: Page, words: Words) -> str:
    said = "".join(f"<p>{escape(sentence)}</p>" for sentence in page.sentences)
    button = f'<a class="go" href="{escape(page.link)}">{escape(page.button)}</a>' if page.link else ""
    return (
        f'<!doctype html><html lang="{words.language[:2]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(page.title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(page.title)}</h1>{said}{button}</main></body></html>"
    )


def invitation(authorize_url: str, words: Words) -> Page:
    return Page(
        words.t("Instalar Cobro en Slack"),
        (
            words.t("Slack te mostrará los permisos que pide Cobro y te preguntará en qué espacio instalarlo."),
            words.t(
                "Cobro no hace nada en un espacio nuevo hasta que quien administra este Cobro le asigna una empresa."
            ),
        ),
        authorize_url,
        words.t("Añadir a Slack"),
    )


def installed(team_name: str, team: str, words: Words) -> Page:
    """Served from the moment that a company is added."""
    return Page(
        words.t("Cobro quedó instalado en {team}", team=team_name or team),
        (
            words.t(
                "Falta asignarle una empresa de Alegra: quien administra este Cobro lo hace con `cobro company add` y "
                "este identificador de espacio: {team}.",
                team=team,
            ),
            words.t("Después, invita a Cobro al canal de facturas con /invite @Cobro. Ya puedes cerrar esta página."),
        ),
    )


def installed_again(team_name: str, team: str, words: Words) -> Page:
    return Page(
        words.t("Cobro quedó instalado en {team}", team=team_name or team),
        (words.t("Sus empresas siguen como estaban, ahora con el permiso nuevo. Ya puedes cerrar esta página."),),
    )


def of_environment(team_name: str, team: str, words: Words) -> Page:
    return Page(
        words.t("{team} ya tiene a Cobro", team=team_name or team),
        (
            words.t(
                "Es el espacio de SLACK_BOT_TOKEN: ese token sigue valiendo y no guardé otro. Si lo cambiaste en Slack, "
                "cámbialo también ahí y reinicia Cobro."
            ),
        ),
    )


def _failed(words: Words, *sentences: str, retry: str) -> Page:
    return Page(words.t("Cobro no quedó instalado"), sentences, retry, words.t("Empezar de nuevo"))


def cancelled(retry: str, words: Words) -> Page:
    return _failed(words, words.t("Se canceló en Slack. No se guardó nada."), retry=retry)


def slack_refused(code: str, retry: str, words: Words) -> Page:
    return _failed(words, words.t("Slack no lo permitió ({code}). No se guardó nada.", code=code), retry=retry)


def stale(retry: str, words: Words) -> Page:
    return _failed(
        words,
        words.t(
            "Este enlace ya se usó, venció, o viene de otro navegador. Empieza de nuevo en este navegador: tienes diez "
            "minutos."
        ),
        retry=retry,
    )


def unreadable(retry: str, words: Words) -> Page:
    return _failed(words, words.t("La dirección está incompleta. Empieza de nuevo desde el botón."), retry=retry)


def misconfigured(code: str, retry: str, words: Words) -> Page:
    return _failed(
        words,
        words.t(
            "Slack no reconoce a esta app ({code}). Quien administra este Cobro debe revisar SLACK_CLIENT_ID, "
            "SLACK_CLIENT_SECRET y que la dirección de retorno del manifiesto empiece por COBRO_PUBLIC_URL.",
            code=code,
        ),
        retry=retry,
    )


def slack_away(retry: str, words: Words) -> Page:
    return _failed(words, words.t("Slack no contesta. No se guardó nada: inténtalo en un minuto."), retry=retry)


def store_away(retry: str, words: Words) -> Page:
    return _failed(words, words.t("Cobro no puede guardar ahora mismo. Inténtalo en un minuto."), retry=retry)


def not_allowed(team: str, retry: str, words: Words) -> Page:
    return _failed(
        words,
        words.t(
            "Este Cobro no acepta el espacio {team}, y devolvió el permiso a Slack. Quien lo administra puede sumarlo a "
            "COBRO_ALLOWED_TEAMS.",
            team=team,
        ),
        retry=retry,
    )


def whole_organization(retry: str, words: Words) -> Page:
    return _failed(
        words,
        words.t("Cobro se instala espacio por espacio, no en toda una organización. Devolví el permiso a Slack."),
        retry=retry,
    )


def token_expires(retry: str, words: Words) -> Page:
    return _failed(
        words,
        words.t("La app tiene activa la rotación de tokens, y el manifiesto de Cobro no la usa: crea la app con él."),
        retry=retry,
    )


def scopes_missing(scopes: tuple[str, ...], retry: str, words: Words) -> Page:
    return _failed(
        words,
        words.t(
            "Faltan permisos: {scopes}. Revisa que la app tenga los de manifest.yml y empieza de nuevo desde el botón.",
            scopes=", ".join(scopes),
        ),
        retry=retry,
    )


_RETRY = "https://cobro.example.com/slack/install"
SAMPLES: Mapping[str, Callable[[Words], Page]] = {
    "invitation": lambda words: invitation("https://slack.com/oauth/v2/authorize?client_id=1.2&state=s", words),
    "installed": lambda words: installed("Norte Logística", "T0NORTE002", words),
    "installed_again": lambda words: installed_again("Norte Logística", "T0NORTE002", words),
    "of_environment": lambda words: of_environment("Rivera Refrigeración", "T0RIVERA01", words),
    "cancelled": lambda words: cancelled(_RETRY, words),
    "slack_refused": lambda words: slack_refused("invalid_scope", _RETRY, words),
    "stale": lambda words: stale(_RETRY, words),
    "unreadable": lambda words: unreadable(_RETRY, words),
    "misconfigured": lambda words: misconfigured("bad_client_secret", _RETRY, words),
    "slack_away": lambda words: slack_away(_RETRY, words),
    "store_away": lambda words: store_away(_RETRY, words),
    "not_allowed": lambda words: not_allowed("T0NORTE002", _RETRY, words),
    "whole_organization": lambda words: whole_organization(_RETRY, words),
    "token_expires": lambda words: token_expires(_RETRY, words),
    "scopes_missing": lambda words: scopes_missing(("chat:write", "files:write"), _RETRY, words),
}
