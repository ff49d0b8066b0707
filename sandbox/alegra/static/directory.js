// Clients and items, and what is missing in them for an electronic invoice.
import { html, useEffect, useState } from './vendor/preact.js';
import { get } from './api.js';
import { Chip, Empty, Facts, Filters, Json, Search, Sheet, Table } from './parts.js';
import { identity, matches, money, number, unit } from './written.js';

export function Directory({ state, place, go }) {
  const [lists, setLists] = useState(null);
  const [typed, type] = useState('');
  const [kind, id] = place.split('/');
  const isItems = kind === 'productos';
  useEffect(() => { get('inspect/directory').then(setLists, () => {}); }, [state.requests.count]);
  if (!lists) return html`<${Empty}>Cargando…</${Empty}>`;
  const records = isItems ? lists.items : lists.contacts;
  const shown = records.filter((record) => matches(typed, record.name, record.reference, record.identification, record.email));
  const opened = records.find((record) => String(record.id) === id);
  const here = isItems ? 'productos' : 'clientes';
  return html`
    <div class="tools">
      <${Search} typed=${typed} type=${type} label="Buscar nombre, identificación o referencia" />
      <${Filters} chosen=${here} choose=${go} options=${[
        { id: 'clientes', name: 'Clientes', count: lists.contacts.length },
        { id: 'productos', name: 'Productos y servicios', count: lists.items.length },
      ]} />
    </div>
    ${shown.length === 0 && html`<${Empty}>Nada coincide.</${Empty}>`}
    ${shown.length > 0 && html`<${Table} key=${here} rows=${shown} keyOf=${(record) => String(record.id)} chosen=${id}
      open=${(record) => go(`${here}/${record.id}`)} columns=${isItems ? ITEM_COLUMNS : clientColumns(state)} />`}
    ${opened && html`<${Sheet} title=${opened.name} close=${() => go(here)}>
      <${Facts} facts=${isItems ? itemFacts(opened) : clientFacts(opened)} />
      <${Json} title="Tal como lo entrega la API" value=${opened} /></${Sheet}>`}`;
}

const owed = (state, id) => state.invoices.filter((invoice) => invoice.status === 'open' && String(invoice.client.id) === String(id))
  .reduce((total, { balance }) => total + Number(balance), 0);

/** What Colombia asks of a client before an invoice to it can be stamped. */
const missing = (client) => [
  [!client.email, 'sin correo'],
  [!client.address?.address, 'sin dirección'],
  [client.address?.address && !(client.address.city && client.address.department), 'sin ciudad'],
].filter(([isSo]) => isSo).map(([, words]) => words);

const place = ({ address }) => [...new Set([address?.city, address?.department])].filter(Boolean).join(', ');

const Flags = ({ record }) => html`<span class="chips">
  ${record.status === 'inactive' && html`<${Chip} kind="struck">Inactivo</${Chip}>`}
  ${missing(record).map((words) => html`<${Chip} kind="amber">${words}</${Chip}>`)}</span>`;

const clientColumns = (state) => [
  { name: 'Cliente', isTitle: true, cell: (client) => html`<b>${client.name}</b>` },
  { name: 'Identificación', cell: (client) => html`<span class="whole">${identity(client)}</span>` },
  { name: 'Correo', cell: (client) => client.email || '–' },
  { name: 'Ciudad', cell: (client) => place(client) || '–' },
  { name: 'Plazo', cell: (client) => client.term?.name ?? '–' },
  { name: 'Debe', align: 'right', cell: (client) => (owed(state, client.id) ? money(owed(state, client.id)) : '–') },
  { name: '', cell: (client) => html`<${Flags} record=${client} />` },
];

const clientFacts = (client) => [
  ['Identificación', identity(client)], ['Correo', client.email], ['Teléfono', client.phonePrimary ?? client.mobile],
  ['Dirección', client.address?.address], ['Ciudad', place(client)], ['Plazo', client.term?.name], ['Vendedor', client.seller?.name],
  ['Observaciones', client.observations], ['Falta para facturar electrónicamente', missing(client).join(', ')],
];

const priceOf = ({ price }) => (Array.isArray(price) ? price[0]?.price : price);
const taxesOf = ({ tax }) => (tax?.length ? tax.map(({ name, percentage }) => `${name} ${number(percentage)} %`).join(' + ') : '–');

const ITEM_COLUMNS = [
  { name: 'Producto o servicio', isTitle: true, cell: (item) => html`<b>${item.name}</b>` },
  { name: 'Referencia', cell: (item) => item.reference ?? '–' },
  { name: 'Unidad', cell: (item) => unit(item.inventory?.unit) ?? html`<${Chip} kind="amber">sin unidad</${Chip}>` },
  { name: 'Impuesto', cell: taxesOf },
  { name: 'Precio', align: 'right', cell: (item) => money(priceOf(item)) },
  { name: '', cell: (item) => item.status === 'inactive' && html`<${Chip} kind="struck">Inactivo</${Chip}>` },
];

const itemFacts = (item) => [
  ['Referencia', item.reference], ['Precio', money(priceOf(item))], ['Impuesto', taxesOf(item)], ['Unidad', unit(item.inventory?.unit)],
  ['Código UNSPSC', item.productKey], ['Descripción', item.description],
];
