// Every request and answer of both strangers, refusals in red; and the faults that can be switched on.
import { html, useEffect, useState } from './vendor/preact.js';
import { get } from './api.js';
import { useClient } from './client.js';
import { timeOf } from './dates.js';
import { Faults } from './faults.js';
import { IconButton } from './icons.js';

// Every line of traffic brings a new snapshot; a stream of its own would use up the browser's six connections.
const REST_MS = 150;

export function Drawer({ links, onClose }) {
  const { snap, t } = useClient();
  const [lines, setLines] = useState([]);
  const [query, setQuery] = useState('');
  const [service, setService] = useState('');
  const [onlyRed, setOnlyRed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => get('traffic').then((traffic) => setLines(traffic.lines), () => null), REST_MS);
    return () => clearTimeout(timer);
  }, [snap]);
  const shown = lines.filter((line) => isWanted(line, { query, service, onlyRed })).reverse();
  return html`<aside class="drawer" aria-label=${t('traffic')}>
    <div class="head"><h2>${t('traffic')}</h2><${IconButton} name="close" label=${t('close')} onClick=${onClose} /></div>
    <div class="filters">
      <input class="box" type="search" aria-label=${t('filter')} placeholder=${t('filter')} value=${query}
        onInput=${(event) => setQuery(event.target.value)} />
      <select class="box" aria-label=${t('service')} value=${service} onChange=${(event) => setService(event.target.value)}>
        <option value="">${t('both')}</option><option value="slack">Slack</option><option value="alegra">Alegra</option>
      </select>
      <label><input type="checkbox" checked=${onlyRed} onChange=${(event) => setOnlyRed(event.target.checked)} /> ${t('only_red')}</label>
    </div>
    <${Faults} links=${links} />
    <${Notices} />
    <div class="lines">
      ${shown.map((line) => html`<${Line} key=${line.number} line=${line} />`)}
      ${shown.length === 0 && html`<p class="none">${t('nothing_yet')}</p>`}
    </div>
  </aside>`;
}

/** The newest things that the sandbox itself has to say: a refused view, a fault asked for. */
function Notices() {
  const { snap, locale } = useClient();
  if (!snap.notices.length) return null;
  const newest = snap.notices.slice(-3).reverse();
  return html`<ul class="notices">${newest.map(({ at, text }) => html`<li><time>${timeOf(at, locale)}</time> ${text}</li>`)}</ul>`;
}

function isWanted(line, { query, service, onlyRed }) {
  if (service && line.service !== service) return false;
  if (onlyRed && !line.trouble) return false;
  return !query || JSON.stringify([line.what, line.trouble, line.status, line.request, line.answer]).toLowerCase().includes(query.toLowerCase());
}

function Line({ line }) {
  const { locale, t } = useClient();
  const [isOpen, setOpen] = useState(false);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(line.at * 1000);
  const kind = line.trouble ? (line.expected ? 'expected' : 'red') : '';
  return html`<details class=${`line ${kind}`} data-line=${line.number} onToggle=${(event) => setOpen(event.target.open)}>
    <summary>
      <time>${time}</time><span class=${`service ${line.service}`}>${line.service}</span>
      <span aria-label=${line.direction}>${line.direction === 'in' ? '←' : '→'}</span>
      <b>${line.what}</b><span class="status">${line.status} · ${Math.round(line.milliseconds)} ms</span>
      ${line.trouble && html`<span class="why">${line.trouble}${line.expected ? ` (${t('asked_for')})` : ''}</span>`}
    </summary>
    ${isOpen && html`<h3>${t('request')}</h3><pre>${asJson(line.request)}</pre><h3>${t('answer')}</h3><pre>${asJson(line.answer)}</pre>`}
  </details>`;
}

const asJson = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
