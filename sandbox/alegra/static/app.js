// The page: one tab at a time, its place kept in the address, everything drawn from the newest state.
import { html, render, useCallback, useEffect, useState } from './vendor/preact.js';
import { send, useLive } from './api.js';
import { Controls } from './controls.js';
import { Directory } from './directory.js';
import { Documents } from './documents.js';
import { Emails } from './emails.js';
import { Payments } from './payments.js';
import { Requests } from './requests.js';
import { day } from './written.js';

const TABS = [
  { id: 'facturas', name: 'Facturas', Tab: Documents, count: ({ invoices }) => invoices.length },
  { id: 'pagos', name: 'Pagos', Tab: Payments, count: ({ payments }) => payments.length },
  { id: 'directorio', name: 'Clientes y productos', Tab: Directory },
  { id: 'correos', name: 'Correos', Tab: Emails, count: ({ emails }) => emails.length },
  { id: 'peticiones', name: 'Peticiones', Tab: Requests, count: ({ requests }) => requests.count },
  { id: 'controles', name: 'Interruptores y fallas', Tab: Controls, count: ({ faults }) => faults.length },
];
const HOUR = 3600;
const STEPS = [['+1 hora', HOUR], ['+1 día', 24 * HOUR], ['+1 semana', 7 * 24 * HOUR], ['+30 días', 30 * 24 * HOUR]];

function App() {
  const [tab, place, go] = useAddress();
  const { state, isAway, refresh } = useLive('inspect/state');
  const { Tab } = tab;
  useEffect(() => { document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [tab, !state]);
  const within = useCallback((where) => go(tab.id, where), [tab, go]);
  if (!state) return html`<p class="empty">${isAway ? 'El Alegra local no responde.' : 'Cargando…'}</p>`;
  return html`
    <header class="top">
      <img src="icon.svg" alt="" width="32" height="32" />
      <div class="who"><b>${state.company.name}</b><small>Alegra local, de prueba</small></div>
      <${Clock} today=${state.today} refresh=${refresh} />
    </header>
    <nav class="tabs" aria-label="Secciones">${TABS.map((each) => html`<a key=${each.id} href=${`#${each.id}`} aria-current=${each === tab ? 'page' : undefined}>
      ${each.name}${each.count?.(state) > 0 && html` <span class="count">${each.count(state)}</span>`}</a>`)}</nav>
    ${isAway && html`<p class="told" role="alert">El Alegra local no responde; lo que ves es lo último que dijo.</p>`}
    <main><${Tab} key=${tab.id} state=${state} place=${place} go=${within} refresh=${refresh} /></main>`;
}

/** `#facturas/101`: the tab, what is opened in it, and a way to go elsewhere. */
function useAddress() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  const [id, ...rest] = decodeURIComponent(hash.slice(1)).split('/');
  const go = useCallback((tab, where) => { location.hash = where ? `${tab}/${where}` : tab; }, []);
  return [TABS.find((tab) => tab.id === id) ?? TABS[0], rest.join('/'), go];
}

function Clock({ today, refresh }) {
  const move = async (event) => {
    const seconds = Number(event.target.value);
    event.target.value = '';
    if (seconds) await send('POST', 'clock', { advance_seconds: seconds }).then(refresh, refresh);
  };
  return html`<label class="clock">Hoy es <b>${day(today)}</b>
    <select aria-label="Adelantar el reloj" onChange=${move}><option value="">Adelantar…</option>
      ${STEPS.map(([name, seconds]) => html`<option value=${seconds}>${name}</option>`)}</select></label>`;
}

render(html`<${App} />`, document.body);
