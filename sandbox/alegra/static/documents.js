// The invoices: what is owed, which are late, and each one opened.
import { html, useState } from './vendor/preact.js';
import { Invoice } from './invoice.js';
import { Chip, Empty, Filters, Search, Sheet, Table } from './parts.js';
import { STATES, isPartlyPaid, lateness, numberOf, stampOf, stateOf } from './states.js';
import { day, money, matches } from './written.js';

const sum = (invoices, field) => invoices.reduce((total, invoice) => total + Number(invoice[field]), 0);

export function Documents({ state, place, go }) {
  const [typed, type] = useState('');
  const [chosen, choose] = useState('all');
  const { invoices, today } = state;
  const found = invoices.filter((invoice) => matches(typed, numberOf(invoice), invoice.client.name, invoice.purchaseOrderNumber));
  const shown = found.filter((invoice) => chosen === 'all' || stateOf(invoice, today) === chosen);
  const opened = invoices.find(({ id }) => id === place);
  return html`
    <${Tiles} invoices=${invoices} today=${today} />
    <div class="tools">
      <${Search} typed=${typed} type=${type} label="Buscar número, cliente u orden de compra" />
      <${Filters} chosen=${chosen} choose=${choose} options=${options(found, today)} />
    </div>
    ${shown.length === 0 && html`<${Empty}>Ninguna factura coincide.</${Empty}>`}
    ${shown.length > 0 && html`<${Table} rows=${shown} keyOf=${({ id }) => id} chosen=${place} open=${({ id }) => go(id)} columns=${columns(today)} />`}
    ${opened && html`<${Sheet} title=${numberOf(opened) || 'Borrador'} close=${() => go('')}>
      <${Invoice} invoice=${opened} today=${today} payments=${state.payments} /></${Sheet}>`}`;
}

const options = (invoices, today) => [
  { id: 'all', name: 'Todas', count: invoices.length },
  ...Object.entries(STATES).map(([id, { name }]) => ({ id, name: plural(name), count: invoices.filter((invoice) => stateOf(invoice, today) === id).length })),
];

const plural = (name) => (name.startsWith('Por') ? name : name.endsWith('r') ? `${name}es` : `${name}s`);

const columns = (today) => [
  { name: 'Número', isTitle: true, cell: (invoice) => html`<b class="number">${numberOf(invoice) || 'Sin número'}</b>` },
  { name: 'Cliente', cell: (invoice) => invoice.client.name },
  { name: 'Fecha', cell: (invoice) => day(invoice.date) },
  { name: 'Vence', cell: (invoice) => html`${day(invoice.dueDate)}${stateOf(invoice, today) === 'overdue' && html`<small class="late">${lateness(invoice, today)}</small>`}` },
  { name: 'Total', align: 'right', cell: (invoice) => money(invoice.total) },
  { name: 'Saldo', align: 'right', cell: (invoice) => (Number(invoice.balance) && invoice.status === 'open' ? html`<b>${money(invoice.balance)}</b>` : '–') },
  { name: 'Estado', cell: (invoice) => html`<${State} invoice=${invoice} today=${today} />` },
];

export function State({ invoice, today }) {
  const { name, kind } = STATES[stateOf(invoice, today)];
  const stamp = stampOf(invoice);
  return html`<span class="chips"><${Chip} kind=${kind}>${name}</${Chip}>
    ${isPartlyPaid(invoice) && html`<${Chip} kind="blue">Abonada</${Chip}>`}
    ${stamp && html`<${Chip} kind=${`${stamp.kind} outline`}>${stamp.name}</${Chip}>`}</span>`;
}

function Tiles({ invoices, today }) {
  const open = invoices.filter(({ status }) => status === 'open');
  const overdue = open.filter((invoice) => stateOf(invoice, today) === 'overdue');
  const month = invoices.filter(({ status, date }) => status !== 'draft' && status !== 'void' && date.startsWith(today.slice(0, 7)));
  const drafts = invoices.filter(({ status }) => status === 'draft');
  return html`<div class="tiles">
    <${Tile} name="Por cobrar" value=${money(sum(open, 'balance'))} note=${facturas(open.length)} />
    <${Tile} name="Vencido" value=${money(sum(overdue, 'balance'))} note=${facturas(overdue.length)} kind="red" />
    <${Tile} name="Facturado este mes" value=${money(sum(month, 'total'))} note=${facturas(month.length)} />
    <${Tile} name="Borradores" value=${money(sum(drafts, 'total'))} note=${facturas(drafts.length)} />
  </div>`;
}

const Tile = ({ name, value, note, kind = '' }) => html`<section class=${`tile ${kind}`}><h3>${name}</h3><p>${value}</p><small>${note}</small></section>`;
const facturas = (count) => (count === 1 ? '1 factura' : `${count} facturas`);
