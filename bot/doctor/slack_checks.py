"""Slack's side of an installation, judged: tokens, scopes, the channel."""

from collections.abc import Collection

from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words
from bot.slack.errors import ChannelGone, NotAuthorized, SlackError, SlackUnavailable
from bot.slack.inspection import Channel, Identity
from bot.slack.own_posts import HISTORY

REVOKED = frozenset({"token_revoked", "account_inactive", "token_expired"})


def token(found: Identity | SlackError, words: Words) -> Finding:
    check = "slack.token"
    match found:
        case Identity(is_bot=True):
            return ok(
                check, words.t("Slack conoce a Cobro en {team}, como @{name}.", team=found.team_name, name=found.name)
            )
        case Identity():
            return error(
                check,
                words.t("El token es de una persona ({name}), no de un bot.", name=found.name),
                words.t(
                    "Copia el «Bot User OAuth Token», que empieza por xoxb-, en api.slack.com/apps › OAuth & Permissions."
                ),
            )
        case SlackUnavailable():
            return not_reached(check, found, words)
        case SlackError(code=code) if code in REVOKED:
            return error(
                check,
                words.t("Slack ya no acepta el token: la app se desinstaló o se revocó ({code}).", code=code),
                words.t(
                    "Instala la app otra vez en api.slack.com/apps › Install App, y pon el token nuevo en SLACK_BOT_TOKEN."
                ),
            )
        case _:
            return error(
                check,
                words.t("Slack no acepta el token del bot ({code}).", code=found.code or type(found).__name__),
                words.t("Cópialo otra vez de api.slack.com/apps › OAuth & Permissions a SLACK_BOT_TOKEN."),
            )


def not_reached(check: str, away: SlackError, words: Words) -> Finding:
    return error(
        check,
        words.t("No alcanzo a Slack ({why}).", why=away.code or type(away).__name__),
        words.t("Revisa que esta máquina salga a slack.com por HTTPS, y el proxy si hay uno."),
    )


def scopes(given: Collection[str] | None, wanted: Collection[str], words: Words) -> Finding:
    """`given`: of the token, None where Slack does not say; `wanted`: of the manifest."""
    check = "slack.scopes"
    if given is None:
        return warning(
            check,
            words.t("Slack no dice qué permisos tiene el token."),
            words.t("Compáralos a mano con manifest.yml en api.slack.com/apps › OAuth & Permissions."),
        )
    if missing := sorted(set(wanted) - set(given)):
        return error(
            check,
            words.t("Al token le faltan permisos del manifiesto: {scopes}.", scopes=", ".join(missing)),
            words.t(
                "Actualiza el manifiesto en api.slack.com/apps › App Manifest, reinstala la app y copia el token nuevo."
            ),
        )
    return ok(check, words.t("El token tiene los {count} permisos del manifiesto.", count=len(set(wanted))))


def history(given: Collection[str] | None, words: Words) -> Finding:
    """Whether the optional scopes were granted; either way is well."""
    check = "slack.history"
    if set(given or ()) >= HISTORY:
        return ok(
            check,
            words.t("Un administrador permitió leer el historial: un mensaje sin respuesta se busca y no se repite."),
        )
    return ok(
        check,
        words.t(
            "Sin el permiso opcional del historial: un mensaje sin respuesta de Slack se repite a lo sumo una vez."
        ),
    )


def socket(found: SlackError | None, words: Words) -> Finding:
    """`found`: what came of asking for a connection; None: Slack gave one."""
    check = "slack.socket"
    match found:
        case None:
            return ok(check, words.t("El token de la app abre conexiones de Socket Mode."))
        case SlackUnavailable():
            return not_reached(check, found, words)
        case SlackError(code="forbidden_team"):
            return error(
                check,
                words.t("Socket Mode está apagado en la app de Slack."),
                words.t("Enciéndelo en api.slack.com/apps › Socket Mode, o usa COBRO_TRANSPORT=http."),
            )
        case NotAuthorized(code="not_allowed_token_type"):
            return error(
                check,
                words.t("SLACK_APP_TOKEN no es un token de app."),
                words.t("Debe empezar por xapp-: créalo en api.slack.com/apps › Basic Information › App-Level Tokens."),
            )
        case _:
            return error(
                check,
                words.t("Slack no acepta el token de la app ({code}).", code=found.code or type(found).__name__),
                words.t(
                    "Crea otro con el permiso connections:write en Basic Information › App-Level Tokens, y ponlo en SLACK_APP_TOKEN."
                ),
            )


def channel(found: Channel | SlackError, words: Words, *, bot: str) -> tuple[Finding, ...]:
    """`bot`: its name, for the invitation."""
    check = "slack.channel"
    match found:
        case Channel(is_archived=True):
            return (error(check, words.t("El canal #{name} está archivado.", name=found.name), _choose_another(words)),)
        case Channel(is_member=False):
            return (
                error(
                    check,
                    words.t("Cobro no está en #{name}: no puede publicar ahí.", name=found.name),
                    words.t("Escribe `/invite @{bot}` en #{name}.", bot=bot, name=found.name),
                ),
            )
        case Channel(is_shared=True):
            return (
                warning(
                    check,
                    words.t("#{name} se comparte con otra empresa, que vería las facturas.", name=found.name),
                    words.t("Usa un canal que sea solo de ustedes."),
                ),
            )
        case Channel(is_private=True):
            return (ok(check, words.t("Cobro está en #{name}, que es privado.", name=found.name)),)
        case Channel():
            return (
                ok(check, words.t("Cobro está en #{name}, que es público: lo lee toda la empresa.", name=found.name)),
            )
        case _:
            return (_no_channel(found, words, bot=bot),)


def _no_channel(why: SlackError, words: Words, *, bot: str) -> Finding:
    check = "slack.channel"
    if isinstance(why, ChannelGone):
        return error(
            check,
            words.t("No hay un canal con el id de COBRO_CHANNEL, o es privado y Cobro no está en él."),
            words.t(
                "Revisa el id (en el canal › Detalles, al final), y escribe `/invite @{bot}` en el canal.", bot=bot
            ),
        )
    if isinstance(why, SlackUnavailable):
        return not_reached(check, why, words)
    return error(
        check,
        words.t("Slack no deja ver el canal ({code}).", code=why.code or type(why).__name__),
        words.t("Reinstala la app con los permisos de manifest.yml (channels:read, groups:read)."),
    )


def _choose_another(words: Words) -> str:
    return words.t("Desarchívalo, o pon otro canal en COBRO_CHANNEL.")
