"""Views and messages with everything that the page must draw."""

from typing import Any

Json = dict[str, Any]

CLIENTS = [
    "Ferretería El Tornillo",
    "Panadería La Espiga",
    "Transportes del Norte",
    "Clínica Los Andes S.A.S.",
    "Papelería Universal",
]
ITEMS = {
    "Lo que más le facturas": ["Mantenimiento preventivo", "Visita de diagnóstico"],
    "Catálogo": ["Limpieza de condensador", "Compresor 5 HP"],
}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, description: str = "") -> Json:
    return {"text": plain(text), "value": value} | ({"description": plain(description)} if description else {})


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def modal(title: str, blocks: list[Json], **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "showcase",
        "title": plain(title),
        "submit": plain("Enviar"),
        "close": plain("Cancelar"),
        "blocks": blocks,
    } | more


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def invoice_form(lines: int = 0) -> Json:
    """The usual fields; choosing "Otra línea" adds a closed line and leaves the other fields as they are."""
    return modal(
        "Nueva factura",
        [
            field(
                "client",
                "Cliente",
                {
                    "type": "external_select",
                    "action_id": "client",
                    "min_query_length": 0,
                    "placeholder": plain("Escribe un nombre o NIT"),
                },
            ),
            {
                "type": "context",
                "elements": [mrkdwn("30 días · enviar a facturacion@losandes.co · :large_green_circle: sin vencidos")],
            },
            *[
                {
                    "type": "section",
                    "block_id": f"line-{n}",
                    "text": mrkdwn(f"{n} × *Mantenimiento preventivo* · $850.000 · IVA 19 % → $3.400.000"),
                    "accessory": {
                        "type": "overflow",
                        "action_id": "line_menu",
                        "options": [option("Editar", "edit"), option("Duplicar", "copy"), option("Quitar", "remove")],
                    },
                }
                for n in range(1, lines + 1)
            ],
            field(
                "item",
                "Producto o servicio",
                {"type": "external_select", "action_id": "item", "min_query_length": 2},
                optional=True,
            ),
            field(
                "price",
                "Precio",
                {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}},
                dispatch_action=True,
                optional=True,
            ),
            {
                "type": "actions",
                "block_id": "more",
                "elements": [button("＋ Otra línea", "add_line"), button("Pegar varias", "paste")],
            },
            field(
                "term",
                "Vence",
                {
                    "type": "static_select",
                    "options": [option("De contado", "0"), option("A 30 días", "30")],
                    "initial_option": option("A 30 días", "30"),
                },
            ),
            field("mail", "Correo", {"type": "email_text_input"}),
            field(
                "note",
                "Nota",
                {"type": "plain_text_input", "multiline": True, "max_length": 20},
                optional=True,
                hint=plain("La ve el cliente"),
            ),
        ],
    )


def every_element() -> Json:
    options = [option("Uno", "1", "con descripción"), option("Dos", "2"), option("Tres", "3")]
    return modal(
        "Todo",
        [
            {"type": "header", "text": plain("Encabezado :receipt:")},
            field("text", "Texto", {"type": "plain_text_input", "initial_value": "hola"}),
            field(
                "number",
                "Número",
                {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "10"},
                optional=True,
            ),
            field("url", "Enlace", {"type": "url_text_input"}, optional=True),
            field("date", "Fecha", {"type": "datepicker", "initial_date": "2026-12-01"}),
            field("time", "Hora", {"type": "timepicker", "initial_time": "09:30"}),
            field(
                "one",
                "Elección",
                {
                    "type": "static_select",
                    "option_groups": [
                        {"label": plain("Grupo A"), "options": options[:2]},
                        {"label": plain("Grupo B"), "options": options[2:]},
                    ],
                },
                optional=True,
            ),
            field(
                "many", "Varias", {"type": "multi_static_select", "options": options, "initial_options": options[:1]}
            ),
            field("user", "Persona", {"type": "users_select"}, optional=True),
            field("users", "Personas", {"type": "multi_users_select"}, optional=True),
            field("place", "Conversación", {"type": "conversations_select"}, optional=True),
            field("checks", "Casillas", {"type": "checkboxes", "options": options}, optional=True),
            field("radio", "Botones", {"type": "radio_buttons", "options": options, "initial_option": options[1]}),
            field("file", "Adjunto", {"type": "file_input", "max_files": 2}, optional=True),
        ],
    )


def card(decided_by: str = "") -> list[Json]:
    rows = [
        ("4 × Mantenimiento preventivo cuarto frío", "$850.000", "$3.400.000"),
        ("1 × Visita de diagnóstico", "$120.000", "$120.000"),
        ("2 × Limpieza de condensador (dcto 10 %)", "$185.000", "$333.000"),
    ]
    confirm = {
        "title": plain("¿Emitir ante la DIAN?"),
        "text": plain(
            "Clínica Los Andes · $4.585.070 · llegará a facturacion@losandes.co. Después solo se corrige con nota crédito."
        ),
        "confirm": plain("Emitir"),
        "deny": plain("Todavía no"),
    }
    last = (
        [{"type": "context", "elements": [mrkdwn(f":white_check_mark: La aprobó <@{decided_by}>")]}]
        if decided_by
        else [
            {
                "type": "actions",
                "block_id": "decide",
                "elements": [
                    button("Aprobar y emitir", "approve", style="primary", confirm=confirm),
                    button("Devolver", "return"),
                    button("Ver PDF", "pdf"),
                    {
                        "type": "overflow",
                        "action_id": "more",
                        "options": [option("Editar", "edit"), option("Historial", "history")],
                    },
                ],
            }
        ]
    )
    return [
        {
            "type": "section",
            "text": mrkdwn(
                ":receipt: *Factura por aprobar* · *$4.585.070*\n*Clínica Los Andes S.A.S.* · NIT 900.482.713-5 · Bogotá\nPidió <@U0ANA00001> hoy · «Mantenimiento de noviembre»"
            ),
        },
        {
            "type": "table",
            "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "right"}],
            "rows": [
                [{"type": "raw_text", "text": cell} for cell in row] for row in (("Concepto", "Precio", "Total"), *rows)
            ],
        },
        {
            "type": "section",
            "fields": [
                mrkdwn("*Vence*\na 30 días · Crédito"),
                mrkdwn("*Numeración*\nFE, sigue la 342"),
                mrkdwn("*OC*\n45-8812"),
                mrkdwn("*Se enviará a*\nfacturacion@losandes.co"),
            ],
        },
        {"type": "context", "elements": [mrkdwn(":large_green_circle: Sin vencidos · paga a 34 días en promedio")]},
        *last,
    ]
