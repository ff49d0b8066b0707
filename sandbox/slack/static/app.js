// The page: everything is drawn from the newest snapshot of the person who looks.
import { html, render, useEffect, useMemo, useState } from './vendor/preact.js';
import { actionsOf, send } from './api.js';
import { BlockBox } from './blockbox.js';
import { Channel } from './channel.js';
import { Client } from './client.js';
import { Drawer } from './drawer.js';
import { Preview } from './files.js';
import { Home } from './home.js';
import { useKeyboard } from './keyboard.js';
import { KeyHelp } from './keyhelp.js';
import { Modals } from './modal.js';
import { isAppChannel, placesOf } from './places.js';
import { usePlace, useSnapshots, useTitle, useWorkspace } from './session.js';
import { Sidebar } from './sidebar.js';
import { Switcher } from './switcher.js';
import { TopBar } from './topbar.js';
import { wordsFor } from './words.js';

function App() {
  const [place, go] = usePlace();
  const { people, links } = useWorkspace();
  const [everyone, setEveryone] = useState(null);
  const persons = everyone ?? people;
  const me = persons.find(({ id, name }) => place.as === id || place.as === name) ?? persons[0];
  const { snap, isAway, skew } = useSnapshots(me?.id);
  useEffect(() => { if (snap) setEveryone(Object.values(snap.users).filter((user) => !user.is_bot)); }, [snap]);
  if (!snap || snap.me !== me?.id) return html`<p class="connecting" role="status">${wordsFor(navigator.language)('connecting')}</p>`;
  return html`<${Workspace} key=${me.id} snap=${snap} skew=${skew} people=${persons} links=${links} isAway=${isAway} place=${place} go=${go} />`;
}

function Workspace({ snap, skew, people, links, isAway, place, go }) {
  const [thread, openThread] = useState(null);
  const [previewed, preview] = useState(null);
  const [over, show] = useState(''); // what lies over the page: switcher, keys or blocks
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isTrafficOpen, setTrafficOpen] = useState(false);
  const { locale } = snap.users[snap.me];
  const t = useMemo(() => wordsFor(locale), [locale]);
  const api = useMemo(() => actionsOf(snap.me), [snap.me]);
  const moveClock = (seconds) => send('POST', 'clock', { advance_seconds: seconds }).then(({ now_ms: now }) => { skew.current = now - Date.now(); });
  const client = { snap, t, locale, api, openThread, preview, moveClock, visit: (to) => open(to.in, to.at), now: () => Date.now() + skew.current };
  const places = placesOf(snap, t);
  const here = openPlace(snap, place.in);
  const open = (id, at = null) => { show(''); setMenuOpen(false); openThread(null); go({ in: id, at }); };
  const become = (id) => go({ as: people.find((person) => person.id === id).name, in: null });
  // Escape closes what was opened last; each of these says whether there was anything to close.
  const escapes = [[isMenuOpen, setMenuOpen, false], [isTrafficOpen, setTrafficOpen, false], [thread, openThread, null]];
  const escape = () => escapes.some(([isOpen, set, closed]) => { if (isOpen) set(closed); return isOpen; });
  useKeyboard({
    places, open: isAtApp(snap, here) ? places.at(-1).id : here,
    onOpen: (id) => open(id), onSwitch: () => show('switcher'), onHelp: () => show('keys'), onEscape: escape,
  });
  useTitle(snap, locale);
  const shape = `app ${thread ? 'with-thread' : ''} ${isMenuOpen ? 'menu-open' : ''} ${isTrafficOpen ? 'with-drawer' : ''}`;
  return html`<${Client.Provider} value=${client}>
    <div class=${shape}>
      <${TopBar} people=${people} links=${links} red=${snap.red ?? 0} isTrafficOpen=${isTrafficOpen} onPerson=${become} onShow=${show}
        isMenuOpen=${isMenuOpen} onMenu=${() => setMenuOpen(!isMenuOpen)} onTraffic=${() => setTrafficOpen(!isTrafficOpen)} />
      <${Sidebar} places=${places} open=${here} onOpen=${open} />
      <div class="veil" onClick=${() => setMenuOpen(false)} />
      <${Conversation} client=${client} open=${here} at=${place.at} thread=${thread} onOpen=${open} />
      ${isTrafficOpen && html`<${Drawer} links=${links} onClose=${() => setTrafficOpen(false)} />`}
    </div>
    <${Modals} />
    <${Overlay} name=${over} places=${places} onOpen=${open} onClose=${() => show('')} />
    ${previewed && html`<${Preview} file=${previewed} onClose=${() => preview(null)} />`}
    ${isAway && html`<div class="away" role="alert">${t('reconnecting')}</div>`}
  <//>`;
}

function Overlay({ name, places, onOpen, onClose }) {
  switch (name) {
    case 'switcher': return html`<${Switcher} places=${places} onOpen=${onOpen} onClose=${onClose} />`;
    case 'keys': return html`<${KeyHelp} onClose=${onClose} />`;
    case 'blocks': return html`<${BlockBox} onClose=${onClose} />`;
    default: return null;
  }
}

/** The id of a channel of mine, "home" or "app"; the first channel when the address says something else. */
function openPlace(snap, wanted) {
  const there = wanted === 'home' || wanted === 'app' || snap.channels.some(({ id }) => id === wanted);
  return there ? wanted : snap.channels.find((channel) => !channel.is_im)?.id ?? 'app';
}

const isAtApp = (snap, open) =>
  open === 'home' || open === 'app' || snap.channels.some((channel) => channel.id === open && isAppChannel(channel, snap));

/** A channel; or the app: its conversation, and its Home tab where the manifest enables that. */
function Conversation({ client, open, at, thread, onOpen }) {
  const { snap, api } = client;
  const appChannel = snap.channels.find((channel) => isAppChannel(channel, snap));
  const channel = open === 'app' ? appChannel : snap.channels.find(({ id }) => id === open);
  const isApp = isAtApp(snap, open);
  const tab = open === 'home' ? 'home' : 'messages';
  useEffect(() => { if (isApp) api('home', { tab }).catch(() => null); }, [isApp, tab]);
  const openTab = (next) => onOpen(next === 'home' ? 'home' : appChannel?.id ?? 'app');
  const tabs = isApp && snap.app.home_enabled && html`<${Tabs} t=${client.t} tab=${tab} onTab=${openTab} />`;
  if (open === 'home' || !channel) return html`<${Home} tabs=${tabs} />`;
  return html`<${Channel} key=${channel.id} channel=${channel} at=${at} thread=${thread} tabs=${tabs} />`;
}

const TABS = ['home', 'messages'];

function Tabs({ t, tab, onTab }) {
  const walk = (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = TABS.find((name) => name !== tab);
    onTab(other);
    event.currentTarget.children[TABS.indexOf(other)].focus();
    event.preventDefault();
  };
  return html`<div class="tabs" role="tablist" onKeyDown=${walk}>${TABS.map((name) => html`
    <button type="button" role="tab" aria-selected=${tab === name} tabindex=${tab === name ? 0 : -1} onClick=${() => onTab(name)}>${t(name)}</button>`)}</div>`;
}

render(html`<${App} />`, document.body);
