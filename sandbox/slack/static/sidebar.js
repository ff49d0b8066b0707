// The workspace's name, channels, direct messages and the app. Arrow keys go through them.
import { html, useRef } from './vendor/preact.js';
import { useClient } from './client.js';

export function Sidebar({ places, open, onOpen }) {
  const { snap, t } = useClient();
  const rows = useRef();
  const isOpen = (place) => place.id === open || (place.group === 'apps' && (open === 'home' || open === 'app'));
  const shown = (place) => html`<${Row} key=${place.id} place=${place} isOpen=${isOpen(place)}
    onOpen=${() => onOpen(place.group === 'apps' && snap.app.home_enabled && !place.unread ? 'home' : place.id)} />`;
  const section = (group) => {
    const inside = places.filter((place) => place.group === group);
    return inside.length > 0 && html`<section><h2>${t(group)}</h2><ul>${inside.map(shown)}</ul></section>`;
  };
  return html`<nav class="sidebar" aria-label=${snap.team.name} ref=${rows} onKeyDown=${(event) => walk(event, rows.current)}>
    <h1>${snap.team.name}</h1>
    ${section('channels')}${section('direct_messages')}${section('apps')}
  </nav>`;
}

/** One stop of the Tab key for the whole list: that of the open place. */
function Row({ place, isOpen, onOpen }) {
  const { t } = useClient();
  return html`<li><button type="button" class=${`row ${isOpen ? 'on' : ''} ${place.unread ? 'unread' : ''}`} data-channel=${place.id} data-unread=${place.unread}
      aria-current=${isOpen ? 'page' : null} tabindex=${isOpen ? 0 : -1} onClick=${onOpen}>
    <span class="row-icon">${place.icon}</span><span class="row-name">${place.name}</span>
    ${place.unread > 0 && !place.count && html`<span class="hidden">${t('unread', place.unread)}</span>`}
    ${place.count > 0 && html`<span class="badge" title=${t('unread', place.count)}>${place.count}</span>`}
  </button></li>`;
}

function walk(event, nav) {
  const rows = [...nav.querySelectorAll('.row')];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % rows.length, ArrowUp: (at - 1 + rows.length) % rows.length, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || event.altKey) return;
  rows[to].focus();
  event.preventDefault();
}
