"""The e-mail with which an invoice reaches its client, as Alegra words it."""

from html import escape
from typing import Any

from sandbox.alegra.paper_amounts import amount, day, full_number, identification, money
from sandbox.alegra.papers import file_name

DEFAULT_MESSAGE = "Te compartimos tu factura. Encuentras el documento en los archivos adjuntos."


def invoice_email(
    invoice: dict[str, Any], company: dict[str, Any], *, subject: str | None, message: str | None
) -> dict[str, str]:
    """`subject`, `text` and `html`; what the sender did not type (None or blank) is worded here.

    An accepted electronic invoice's own subject is `NIT;name;number;01;name`, as the DIAN's technical annex 1.9 asks
    of the message that delivers it.
    """
    words = (message or "").strip() or DEFAULT_MESSAGE
    return {
        "subject": " ".join((subject or "").split()) or _subject(invoice, company),
        "text": _text(invoice, company, words),
        "html": _html(invoice, company, words),
    }


def attachment_names(invoice: dict[str, Any]) -> list[str]:
    """The PDF, and with it the XML once there is one to deliver."""
    return [file_name(invoice, "pdf"), *([file_name(invoice, "xml")] if _is_stamped(invoice) else [])]


def _is_stamped(invoice: dict[str, Any]) -> bool:
    return str((invoice.get("stamp") or {}).get("legalStatus") or "").startswith("STAMPED_AND_ACCEPTED")


def _subject(invoice: dict[str, Any], company: dict[str, Any]) -> str:
    if _is_stamped(invoice):
        return ";".join(
            [str(company.get("identification") or ""), company["name"], full_number(invoice), "01", company["name"]]
        )
    return f"Factura {full_number(invoice) or '(borrador)'} de {company['name']}"


def _facts(invoice: dict[str, Any]) -> list[tuple[str, str]]:
    facts = [
        ("Número", full_number(invoice) or "Borrador"),
        ("Fecha", day(invoice["date"])),
        ("Vencimiento", day(invoice["dueDate"])),
        ("Total", money(invoice["total"])),
    ]
    if amount(invoice.get("totalPaid")):
        facts.append(("Saldo por pagar", money(invoice["balance"])))
    return facts


def _text(invoice: dict[str, Any], company: dict[str, Any], words: str) -> str:
    facts = "\n".join(f"{name}: {value}" for name, value in _facts(invoice))
    files = "\n".join(f"- {name}" for name in attachment_names(invoice))
    return f"Hola, {invoice['client']['name']}:\n\n{words}\n\n{facts}\n\nAdjuntos:\n{files}\n\n{company['name']} · {identification(company)}\nEnviado con Alegra\n"


def _html(invoice: dict[str, Any], company: dict[str, Any], words: str) -> str:
    rows = "".join(_row(name, value) for name, value in _facts(invoice) if name not in {"Total", "Saldo por pagar"})
    owed = "Saldo por pagar" if amount(invoice.get("totalPaid")) else "Total a pagar"
    value = invoice["balance"] if amount(invoice.get("totalPaid")) else invoice["total"]
    return PAGE.format(
        company=escape(company["name"]),
        identification=escape(identification(company)),
        contact=escape(" · ".join(str(company[key]) for key in ("email", "phone") if company.get(key))),
        client=escape(str(invoice["client"]["name"])),
        message=escape(words).replace("\n", "<br>"),
        owed=owed,
        total=escape(money(value)),
        due=escape(day(invoice["dueDate"])),
        rows=rows,
        files="".join(f'<li style="margin:4px 0">&#128206; {escape(name)}</li>' for name in attachment_names(invoice)),
    )


def _row(name: str, value: str) -> str:
    return f'<tr><td style="padding:6px 0;color:#64748b">{escape(name)}</td><td style="padding:6px 0;text-align:right">{escape(value)}</td></tr>'


PAGE = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#f1f5f9;font-family:Helvetica,Arial,sans-serif;color:#1e293b;font-size:15px;line-height:1.5">
<div style="max-width:560px;margin:0 auto;padding:24px 12px">
<div style="background:#fff;border-radius:10px;overflow:hidden;border:1px solid #e2e8f0">
<div style="background:#00798c;color:#fff;padding:20px 28px;font-size:18px;font-weight:bold">{company}</div>
<div style="padding:24px 28px">
<p style="margin:0 0 12px">Hola, <b>{client}</b>:</p>
<p style="margin:0 0 20px">{message}</p>
<div style="background:#f0fdfa;border-radius:8px;padding:18px;text-align:center">
<div style="color:#64748b;font-size:13px">{owed}</div>
<div style="font-size:28px;font-weight:bold;color:#00798c">{total}</div>
<div style="color:#64748b;font-size:13px">Vence el {due}</div>
</div>
<table role="presentation" style="width:100%;border-collapse:collapse;margin:16px 0;font-size:14px">{rows}</table>
<p style="margin:16px 0 4px;color:#64748b;font-size:13px">Archivos adjuntos</p>
<ul style="margin:0;padding:0;list-style:none;font-size:14px">{files}</ul>
</div>
<div style="border-top:1px solid #e2e8f0;padding:16px 28px;color:#64748b;font-size:12px">{company} · {identification}<br>{contact}</div>
</div>
<p style="text-align:center;color:#94a3b8;font-size:12px;margin:16px 0">Enviado con Alegra</p>
</div></body></html>
"""
