// The receipts: who paid what, when, and into which account.
import { html, useState } from './vendor/preact.js';
import { Chip, Empty, Facts, Filters, Json, Search, Sheet, Table } from './parts.js';
import { numberOf } from './states.js';
import { day, matches, money } from './written.js';

const METHODS = { cash: 'Efectivo', transfer: 'Transferencia', deposit: 'Consignación', check: 'Cheque', 'credit-card': 'Tarjeta crédito', 'debit-card': 'Tarjeta débito' };

export function Payments({ state, place, go }) {
  const [typed, type] = useState('');
  const [chosen, choose] = useState('all');
  const numbers = new Map(state.invoices.map((invoice) => [String(invoice.id), numberOf(invoice) || 'borrador']));
  const documents = (payment) => (payment.invoices ?? []).map(({ id }) => numbers.get(String(id)) ?? `#${id}`).join(', ');
  const found = state.payments.filter((payment) => matches(typed, receipt(payment), payment.client?.name, documents(payment)));
  const shown = found.filter(({ status }) => chosen === 'all' || status === chosen);
  const opened = state.payments.find(({ id }) => String(id) === place);
  const count = (status) => found.filter((payment) => payment.status === status).length;
  return html`
    <div class="tools">
      <${Search} typed=${typed} type=${type} label="Buscar recibo, cliente o factura" />
      <${Filters} chosen=${chosen} choose=${choose} options=${[
        { id: 'all', name: 'Todos', count: found.length },
        { id: 'open', name: 'Registrados', count: count('open') },
        { id: 'void', name: 'Anulados', count: count('void') },
      ]} />
    </div>
    ${shown.length === 0 && html`<${Empty}>Ningún pago coincide.</${Empty}>`}
    ${shown.length > 0 && html`<${Table} rows=${shown} keyOf=${({ id }) => String(id)} chosen=${place} open=${({ id }) => go(String(id))} columns=${[
      { name: 'Recibo', isTitle: true, cell: (payment) => html`<b class="number">${receipt(payment)}</b>` },
      { name: 'Cliente', cell: (payment) => payment.client?.name ?? '–' },
      { name: 'Fecha', cell: (payment) => day(payment.date) },
      { name: 'Facturas', cell: documents },
      { name: 'Cuenta', cell: (payment) => payment.bankAccount?.name ?? '–' },
      { name: 'Método', cell: (payment) => METHODS[payment.paymentMethod] ?? payment.paymentMethod },
      { name: 'Valor', align: 'right', cell: (payment) => html`<b>${money(payment.amount)}</b>` },
      { name: 'Estado', cell: (payment) => html`<${Status} payment=${payment} />` },
    ]} />`}
    ${opened && html`<${Sheet} title=${receipt(opened)} close=${() => go('')}>
      <p class="client"><b>${opened.client?.name}</b></p><${Status} payment=${opened} />
      <${Facts} facts=${[
        ['Valor', money(opened.amount)], ['Fecha', day(opened.date)], ['Facturas', documents(opened)],
        ['Retenciones', (opened.retentions ?? []).map(({ name, amount }) => `${name} ${money(amount)}`).join(' · ')], ['Cuenta', opened.bankAccount?.name],
        ['Método', METHODS[opened.paymentMethod] ?? opened.paymentMethod], ['Nota impresa', opened.anotation], ['Nota interna', opened.observations],
      ]} />
      <${Json} title="Tal como lo entrega la API" value=${opened} /></${Sheet}>`}`;
}

const receipt = (payment) => payment.numberTemplate?.fullNumber ?? `Pago ${payment.number ?? payment.id}`;

const Status = ({ payment }) => (payment.status === 'void'
  ? html`<${Chip} kind="struck">Anulado</${Chip}>`
  : html`<${Chip} kind="green">Registrado</${Chip}>`);
