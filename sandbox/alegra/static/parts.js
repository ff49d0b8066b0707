// The pieces that every tab is made of.
import { html, useEffect } from './vendor/preact.js';

export const Chip = ({ kind, children, title }) => html`<span class=${`chip ${kind}`} title=${title}>${children}</span>`;

export const Empty = ({ children }) => html`<p class="empty">${children}</p>`;

export const Filters = ({ options, chosen, choose }) => html`<div class="filters" role="group">
  ${options.map(({ id, name, count }) => html`<button key=${id} aria-pressed=${id === chosen} onClick=${() => choose(id)}>
    ${name} <span class="count">${count}</span></button>`)}
</div>`;

export const Search = ({ typed, type, label }) => html`<input class="search" type="search" placeholder=${label} aria-label=${label}
  value=${typed} onInput=${(event) => type(event.target.value)} />`;

/** Rows of a table that become cards on a phone: `columns` are {name, cell, align, isTitle}. */
export const Table = ({ columns, rows, keyOf, open, chosen }) => html`<table class="rows">
  <thead><tr>${columns.map(({ name, align }) => html`<th class=${align}>${name}</th>`)}</tr></thead>
  <tbody>${rows.map((row) => html`<tr key=${keyOf(row)} class=${open ? 'opens' : ''} aria-selected=${chosen === keyOf(row)}
      tabindex=${open && 0} onClick=${open && (() => open(row))}
      onKeyDown=${open && ((event) => event.key === 'Enter' && open(row))}>
    ${columns.map(({ name, cell, align, isTitle }) => html`<td class=${`${align ?? ''} ${isTitle ? 'title' : ''}`} data-name=${name}>${cell(row)}</td>`)}
  </tr>`)}</tbody>
</table>`;

/** A sheet over the right side, or over everything on a phone; Escape closes it. */
export function Sheet({ title, close, children }) {
  useEffect(() => {
    const onKey = (event) => event.key === 'Escape' && close();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [close]);
  return html`<div class="shade" onClick=${close}></div>
    <aside class="sheet" role="dialog" aria-label=${title}>
      <header><h2>${title}</h2><button class="close" aria-label="Cerrar" onClick=${close}>✕</button></header>
      <div class="sheet-body">${children}</div>
    </aside>`;
}

export const Facts = ({ facts }) => html`<dl class="facts">
  ${facts.filter(([, value]) => value !== '' && value !== null && value !== undefined).map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;

export const Json = ({ title, value }) => html`<details class="json"><summary>${title}</summary><pre>${pretty(value)}</pre></details>`;

export function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
