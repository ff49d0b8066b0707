// One invoice, opened.
import { html } from './vendor/preact.js';
import { State } from './documents.js';
import { Chip, Facts, Json } from './parts.js';
import { day, identity, moment, money, number } from './written.js';

export function Invoice({ invoice, today, payments }) {
  const paper = (extension) => `inspect/invoices/${encodeURIComponent(invoice.id)}.${extension}`;
  return html`
    <p class="client"><b>${invoice.client.name}</b><br />${identity(invoice.client)}</p>
    <${State} invoice=${invoice} today=${today} />
    <p class="actions">
      <a class="button" href=${paper('pdf')} target="_blank" rel="noopener">Ver PDF</a>
      <a class="button" href=${paper('xml')} target="_blank" rel="noopener">Ver XML</a>
    </p>
    <${Facts} facts=${factsOf(invoice)} />
    <${Lines} invoice=${invoice} />
    <${Stamp} stamp=${invoice.stamp} />
    <${Paid} invoice=${invoice} payments=${payments} />
    <${Json} title="Tal como lo entrega la API" value=${invoice} />`;
}

const factsOf = (invoice) => [
  ['Fecha', day(invoice.date)],
  ['Vence', day(invoice.dueDate)],
  ['Plazo', invoice.term],
  ['Forma de pago', { CASH: 'Contado', CREDIT: 'Crédito' }[invoice.paymentForm]],
  ['Orden de compra', invoice.purchaseOrderNumber],
  ['Vendedor', invoice.seller?.name],
  ['Centro de costo', invoice.costCenter?.name],
  ['Correo del cliente', invoice.client.email],
  ['Creada', moment(invoice.datetime)],
  ['Nota impresa', invoice.anotation],
  ['Nota interna', invoice.observations],
];

const Lines = ({ invoice }) => html`<table class="lines">
  <tbody>${invoice.items.map((line) => html`<tr>
    <td><b>${line.name}</b>${line.description && html`<small>${line.description}</small>`}
      <small>${number(line.quantity)} × ${money(line.price)}${Number(line.discount) ? ` · dcto. ${number(line.discount)} %` : ''} · ${taxes(line)}</small></td>
    <td class="right">${money(beforeTax(line))}</td></tr>`)}</tbody>
  <tfoot>
    <${Sum} name="Subtotal" value=${invoice.subtotal} />
    ${Number(invoice.discount) > 0 && html`<${Sum} name="Descuento" value=${-invoice.discount} />`}
    <${Sum} name="Impuestos" value=${invoice.tax} />
    <${Sum} name="Total" value=${invoice.total} isStrong />
    ${Number(invoice.totalPaid) > 0 && html`<${Sum} name="Pagado" value=${-invoice.totalPaid} /><${Sum} name="Saldo" value=${invoice.balance} isStrong />`}
  </tfoot>
</table>`;

const beforeTax = ({ quantity, price, discount }) => quantity * price * (1 - Number(discount ?? 0) / 100);
const taxes = ({ tax }) => (tax?.length ? tax.map(({ name, percentage }) => `${name} ${number(percentage)} %`).join(' + ') : 'sin impuesto');
const Sum = ({ name, value, isStrong }) => html`<tr class=${isStrong ? 'strong' : ''}><td>${name}</td><td class="right">${money(value)}</td></tr>`;

const LEGAL_STATUS = {
  PENDING: 'Pendiente',
  STAMPED_AND_WAITING_RESPONSE: 'En espera de la DIAN',
  STAMPED_AND_ACCEPTED: 'Aceptada por la DIAN',
  STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS: 'Aceptada por la DIAN con observaciones',
  STAMPED_AND_REJECTED: 'Rechazada por la DIAN',
};

function Stamp({ stamp }) {
  if (!stamp) return null;
  const code = stamp.barCodeContent ?? '';
  const link = /https:\S+/.exec(code)?.[0];
  return html`<section class="box"><h3>Facturación electrónica</h3>
    <${Facts} facts=${[['Estado', LEGAL_STATUS[stamp.legalStatus] ?? stamp.legalStatus], ['Fecha', moment(stamp.date)]]} />
    <p class="code"><small>CUFE</small>${stamp.cufe}</p>
    ${link && html`<p class="code"><small>Dirección del código QR</small>${link}</p>`}
    ${(stamp.warnings ?? []).map((warning) => html`<p class="warning">${warning}</p>`)}
  </section>`;
}

function Paid({ invoice, payments }) {
  const all = invoice.payments ?? [];
  if (all.length === 0) return null;
  const receipt = (id) => payments.find((payment) => payment.id === id)?.numberTemplate?.fullNumber ?? id;
  return html`<section class="box"><h3>Pagos</h3>
    ${all.map((paid) => html`<p class="paid"><b>${receipt(paid.id)}</b> ${day(paid.date)}
      ${paid.status === 'void' && html` <${Chip} kind="struck">Anulado</${Chip}>`}<span>${money(paid.amount)}</span></p>`)}
  </section>`;
}
