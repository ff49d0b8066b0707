// Ctrl-K or ⌘-K: go to a channel, a person or the app by a few letters.
import { html, useRef, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { Dialog } from './dialog.js';
import { folded } from './places.js';

/** places: as `placesOf` (places.js) lists them. */
export function Switcher({ places, onOpen, onClose }) {
  const { t } = useClient();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef();
  const hits = matching(places, query);
  const move = (to) => {
    setAt(to);
    list.current.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) move((at + step + hits.length) % hits.length);
    else if (event.key === 'Enter' && hits[at]) onOpen(hits[at].id);
    else return;
    event.preventDefault();
  };
  return html`<${Dialog} label=${t('switcher')} kind="switcher" onEscape=${onClose}>
    <input class="box" role="combobox" type="text" autocomplete="off" data-autofocus aria-label=${t('switcher')} placeholder=${t('switcher_hint')}
      aria-expanded="true" aria-controls="switcher-hits" aria-activedescendant=${hits.length ? `switcher-${at}` : null}
      value=${query} onKeyDown=${keys} onInput=${(event) => { setQuery(event.target.value); setAt(0); }} />
    <div class="options" role="listbox" id="switcher-hits" aria-label=${t('switcher')} ref=${list}>
      ${hits.map((place, index) => html`<div role="option" key=${place.id} id=${`switcher-${index}`} aria-selected=${index === at}
          class=${`option place ${index === at ? 'at' : ''}`} onMouseMove=${() => setAt(index)} onClick=${() => onOpen(place.id)}>
        <span class="row-icon">${place.icon}</span><span class="grow">${place.name}</span>
        ${place.unread > 0 && html`<span class="badge" title=${t('unread', place.unread)}>${place.unread}</span>`}</div>`)}
    </div>
    ${hits.length === 0 && html`<p class="none" role="status">${t('no_results')}</p>`}
  <//>`;
}

/** With no letters yet, what is unread comes first. */
function matching(places, query) {
  if (!query.trim()) return [...places].sort((one, other) => Boolean(other.unread) - Boolean(one.unread));
  const wanted = folded(query.trim());
  const rank = ({ name }) => (folded(name).startsWith(wanted) ? 0 : 1);
  return places.filter(({ name }) => folded(name).includes(wanted)).sort((one, other) => rank(one) - rank(other));
}
