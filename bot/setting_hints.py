"""What each setting is and where it is found: said when it is missing or wrong, never with its value."""

from collections.abc import Mapping

from bot.locale import Words, phrase

MISSING = "is missing"
"""What `read_settings` says of a setting that is not there."""

_PEOPLE = phrase(
    "identificadores de Slack separados por comas, de personas como U01ABCDEF23 (en el perfil › ⋮ › Copiar ID) "
    "o de grupos como S01ABCDEF23"
)
HINTS: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": phrase(
        "el token del bot, empieza por xoxb- (api.slack.com/apps › tu app › OAuth & Permissions)"
    ),
    "SLACK_SIGNING_SECRET": phrase("el «Signing Secret» de la app (api.slack.com/apps › tu app › Basic Information)"),
    "COBRO_TRANSPORT": phrase("http (Slack llama a Cobro) o socket (Cobro llama a Slack, sin dirección pública)"),
    "SLACK_APP_TOKEN": phrase(
        "el token de la app para Socket Mode, empieza por xapp- (api.slack.com/apps › tu app › Basic Information)"
    ),
    "SLACK_CLIENT_ID": phrase(
        "para instalarlo en varios espacios: el «Client ID» de la app (api.slack.com/apps › tu app › Basic Information)"
    ),
    "SLACK_CLIENT_SECRET": phrase("el «Client Secret» de la app, junto al «Client ID»"),
    "SLACK_API_URL": phrase("una dirección que empieza por https:// o http://; sin ella, la de Slack"),
    "ALEGRA_EMAIL": phrase("el correo del usuario de Alegra con el que trabaja Cobro"),
    "ALEGRA_TOKEN": phrase("el token de la API de ese usuario (Alegra › Configuración › Integraciones › API)"),
    "ALEGRA_API_URL": phrase("una dirección que empieza por https:// o http://; sin ella, la de Alegra"),
    "REDIS_URL": phrase(
        "la dirección de un Redis o Valkey, como redis://localhost:6379/0; sin ella, Cobro guarda en su carpeta"
    ),
    "COBRO_DATA_DIR": phrase("la carpeta en la que Cobro guarda cuando no hay REDIS_URL; por defecto, .cobro"),
    "COBRO_SECRET_KEYS": phrase(
        "claves con las que se guardan cifrados los tokens, la más nueva primero, separadas por comas (cobro secrets new hace una)"
    ),
    "COBRO_COMMAND_PREFIX": phrase(
        "con qué empiezan los comandos donde otra app ya tomó sus nombres: minúsculas, dígitos y guiones, como rivera-"
    ),
    "COBRO_ALLOWED_TEAMS": phrase(
        "identificadores de los espacios que pueden instalar a Cobro, como T01ABCDEF23, separados por comas; sin ellos, cualquiera"
    ),
    "COBRO_CHANNEL": phrase(
        "el identificador del canal de facturas, como C01ABCDEF23 (en el canal › Detalles, al final)"
    ),
    "COBRO_APPROVERS": _PEOPLE,
    "COBRO_COLLECTORS": _PEOPLE,
    "COBRO_ADMINS": _PEOPLE,
    "COBRO_REQUESTERS": _PEOPLE,
    "COBRO_ACCOUNTANTS": _PEOPLE,
    "COBRO_CLOSING_DATE": phrase("el último día de los libros cerrados, como 2026-10-31; sin ella no hay cierre"),
    "COBRO_AMOUNTS": phrase("private (sin valores en canales públicos) o everywhere (con valores en todos)"),
    "COBRO_LANGUAGE": phrase("es_CO, es_MX o en"),
    "COBRO_TIMEZONE": phrase("una zona horaria como America/Bogota; sin ella, la de la empresa en Alegra"),
    "COBRO_HOST": phrase("la dirección en la que escucha; 127.0.0.1 si no se dice otra"),
    "COBRO_PORT": phrase("un puerto de 1 a 65535; 3000 si no se dice otro"),
    "COBRO_PUBLIC_URL": phrase("la dirección en la que Slack llega a Cobro, como https://cobro.tu-empresa.com"),
    "COBRO_ROLE": phrase("all, web o worker; web y worker se reparten un almacén y necesitan REDIS_URL"),
    "COBRO_LEAVE_SECONDS": phrase(
        "segundos que sigue atendiendo después de pedir que no le envíen más, de 0 a 300; sin decirlo, 5 si es web"
    ),
    "COBRO_CLOCK_URL": phrase("una dirección que dice la hora; solo para ensayos"),
    "COBRO_UNDO_SECONDS": phrase("segundos para deshacer una aprobación, de 0 a 300"),
    "COBRO_DATE_PAST_DAYS": phrase("días hacia atrás que puede tener una fecha fija, de 0 a 365"),
    "COBRO_DATE_FUTURE_DAYS": phrase("días hacia adelante que puede tener una fecha fija, de 0 a 365"),
    "COBRO_OVERDUE_HOUR": phrase("la hora del aviso de cartera vencida, de 0 a 23"),
    "COBRO_OPENING_HOUR": phrase("la hora en la que la empresa abre, de 0 a 23; antes no se recuerda nada a nadie"),
    "COBRO_CLOSING_HOUR": phrase("la hora en la que la empresa cierra, de 1 a 24, después de la de abrir"),
    "COBRO_WORKING_DAYS": phrase("los días en que se trabaja, con el lunes como 1: 12345"),
    "COBRO_PAYMENT_POLL_MINUTES": phrase("cada cuántos minutos se miran los pagos en Alegra, de 1 a 60"),
    "COBRO_EMAIL_ON_STAMP": phrase("quién envía la factura al emitirla: alegra, cobro o nobody"),
    "COBRO_RISK_DUPLICATE_DAYS": phrase("días entre dos facturas parecidas para avisar, de 0 a 365"),
    "COBRO_RISK_DUPLICATE_PERCENT": phrase("qué tan cerca están dos totales parecidos, en porcentaje de 0 a 50"),
    "COBRO_RISK_UNUSUAL_TIMES": phrase("veces lo usual del cliente desde las que un valor es raro; 0: nunca"),
    "COBRO_RISK_DISCOUNT_PERCENT": phrase("descuento de una línea desde el que se avisa, de 0 a 100"),
    "COBRO_RISK_OVERDUE_DAYS": phrase("días de mora del cliente que no se avisan, de 0 a 3650"),
    "COBRO_GENERIC_ITEM": phrase("el id en Alegra del producto para conceptos libres; sin él no se ofrecen"),
    "COBRO_METRICS": phrase(
        "quién puede leer /metrics: off (nadie), local (solo esta máquina) o token (con COBRO_METRICS_TOKEN)"
    ),
    "COBRO_METRICS_TOKEN": phrase("la clave con la que Prometheus lee /metrics: 16 caracteres o más, sin espacios"),
    "COBRO_LOG_LEVEL": "DEBUG, INFO, WARNING, ERROR",
}


def wrong_settings(problems: Mapping[str, str], words: Words) -> str:
    """All of them at once, a line each. `problems` as `WrongSettings` has them."""
    width = max(map(len, problems))
    lines = [
        f"  {name:<{width}}  {_state(problem, words)}: {words.t(HINTS[name]) if name in HINTS else problem}"
        for name, problem in problems.items()
    ]
    return "\n".join(
        [
            words.t("Cobro no puede empezar: le faltan ajustes, o no sirven."),
            *lines,
            words.t(
                "Escribe `cobro setup`, que los pregunta y los guarda en .env; o ponlos en el entorno (export NOMBRE=valor). Están en docs/configuration.md."
            ),
            words.t("¿Solo quieres probar, sin cuentas? make demo"),
        ]
    )


def _state(problem: str, words: Words) -> str:
    return words.t("falta") if problem == MISSING else words.t("no sirve")
