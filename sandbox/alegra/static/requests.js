// Every request that reached the local Alegra, newest first.
import { html, useEffect, useState } from './vendor/preact.js';
import { get } from './api.js';
import { Chip, Empty, Filters, Search, pretty } from './parts.js';
import { hour, matches } from './written.js';

const isRefused = ({ trouble }) => Boolean(trouble);
const isWriting = ({ what }) => !what.startsWith('GET ');
const KINDS = [
  { id: 'all', name: 'Todas', fits: () => true },
  { id: 'writing', name: 'Escrituras', fits: isWriting },
  { id: 'refused', name: 'Rechazadas', fits: isRefused },
];

export function Requests({ state }) {
  const [typed, type] = useState('');
  const [chosen, choose] = useState('all');
  const lines = [...state.requests.lines].reverse().filter((line) => matches(typed, line.what, line.status, line.trouble, line.request.body));
  const shown = lines.filter(KINDS.find(({ id }) => id === chosen).fits);
  return html`
    <div class="tools">
      <${Search} typed=${typed} type=${type} label="Buscar ruta, estado o contenido" />
      <${Filters} chosen=${chosen} choose=${choose} options=${KINDS.map(({ id, name, fits }) => ({ id, name, count: lines.filter(fits).length }))} />
    </div>
    ${shown.length === 0 && html`<${Empty}>Ninguna petición todavía. La API está en <code>/api/v1</code>.</${Empty}>`}
    <div class="traffic">${shown.map((line) => html`<${Line} key=${line.number} line=${line} zone=${state.company.timezone} />`)}</div>`;
}

function Line({ line, zone }) {
  const [isOpen, setOpen] = useState(false);
  const [method, path] = line.what.split(' ');
  const query = new URLSearchParams(line.request.query).toString();
  return html`<details class=${isRefused(line) && !line.expected ? 'refused' : ''} onToggle=${(event) => setOpen(event.target.open)}>
    <summary>
      <time>${hour(line.at, zone)}</time><${Chip} kind=${isWriting(line) ? 'blue' : 'grey'}>${method}</${Chip}>
      <code class="path">${path}${query && html`<span>?${decodeURIComponent(query)}</span>`}</code>
      <b class=${`status s${String(line.status)[0]}`}>${line.status || 'sin respuesta'}</b><small>${Math.round(line.milliseconds)} ms</small>
      ${line.trouble && html`<span class="trouble">${line.trouble}</span>`}
    </summary>
    ${isOpen && html`<${Exchange} number=${line.number} body=${line.request.body} />`}
  </details>`;
}

function Exchange({ number, body }) {
  const [answer, setAnswer] = useState('…');
  useEffect(() => { get(`inspect/requests/${number}`).then((line) => setAnswer(line.answer), (gone) => setAnswer(gone.message)); }, [number]);
  return html`<div class="exchange">
    <section><h4>Petición</h4><pre>${body ? pretty(body) : '(sin cuerpo)'}</pre></section>
    <section><h4>Respuesta</h4><pre>${answer ? pretty(answer) : '(ninguna)'}</pre></section>
  </div>`;
}
