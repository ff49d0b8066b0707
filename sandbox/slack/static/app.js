// The page: everything is drawn from the newest snapshot of the person who looks.
import { html, render, useEffect, useMemo, useState } from './vendor/preact.js';
import { actionsOf, send } from './api.js';
import { Channel, isAppChannel } from './channel.js';
import { Client } from './client.js';
import { Drawer } from './drawer.js';
import { Preview } from './files.js';
import { Home } from './home.js';
import { Modals } from './modal.js';
import { usePlace, useSnapshots, useTitle, useWorkspace } from './session.js';
import { Sidebar } from './sidebar.js';
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
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isTrafficOpen, setTrafficOpen] = useState(false);
  const { locale } = snap.users[snap.me];
  const t = useMemo(() => wordsFor(locale), [locale]);
  const api = useMemo(() => actionsOf(snap.me), [snap.me]);
  const moveClock = (seconds) => send('POST', 'clock', { advance_seconds: seconds }).then(({ now_ms: now }) => { skew.current = now - Date.now(); });
  const client = { snap, t, locale, api, openThread, preview, moveClock, now: () => Date.now() + skew.current };
  const open = (id) => { setMenuOpen(false); openThread(null); go({ in: id }); };
  const become = (id) => go({ as: people.find((person) => person.id === id).name, in: null });
  useTitle(snap, locale);
  const shape = `app ${thread ? 'with-thread' : ''} ${isMenuOpen ? 'menu-open' : ''} ${isTrafficOpen ? 'with-drawer' : ''}`;
  return html`<${Client.Provider} value=${client}>
    <div class=${shape}>
      <${TopBar} people=${people} links=${links} red=${snap.red ?? 0} isTrafficOpen=${isTrafficOpen} onPerson=${become}
        onMenu=${() => setMenuOpen(!isMenuOpen)} onTraffic=${() => setTrafficOpen(!isTrafficOpen)} />
      <${Sidebar} open=${openPlace(snap, place.in)} onOpen=${open} />
      <div class="veil" onClick=${() => setMenuOpen(false)} />
      <${Conversation} client=${client} open=${openPlace(snap, place.in)} thread=${thread} onOpen=${open} />
      ${isTrafficOpen && html`<${Drawer} links=${links} onClose=${() => setTrafficOpen(false)} />`}
    </div>
    <${Modals} />
    ${previewed && html`<${Preview} file=${previewed} onClose=${() => preview(null)} />`}
    ${isAway && html`<div class="away" role="alert">${t('reconnecting')}</div>`}
  <//>`;
}

/** The id of a channel of mine, "home" or "app"; the first channel when the address says something else. */
function openPlace(snap, wanted) {
  const there = wanted === 'home' || wanted === 'app' || snap.channels.some(({ id }) => id === wanted);
  return there ? wanted : snap.channels.find((channel) => !channel.is_im)?.id ?? 'app';
}

/** A channel; or the app: its conversation, and its Home tab where the manifest enables that. */
function Conversation({ client, open, thread, onOpen }) {
  const { snap, api } = client;
  const appChannel = snap.channels.find((channel) => isAppChannel(channel, snap));
  const channel = open === 'app' ? appChannel : snap.channels.find(({ id }) => id === open);
  const isApp = open === 'home' || open === 'app' || channel === appChannel;
  const tab = open === 'home' ? 'home' : 'messages';
  useEffect(() => { if (isApp) api('home', { tab }).catch(() => null); }, [isApp, tab]);
  const openTab = (next) => onOpen(next === 'home' ? 'home' : appChannel?.id ?? 'app');
  const tabs = isApp && snap.app.home_enabled && html`<${Tabs} t=${client.t} tab=${tab} onTab=${openTab} />`;
  if (open === 'home' || !channel) return html`<${Home} tabs=${tabs} />`;
  return html`<${Channel} key=${channel.id} channel=${channel} thread=${thread} tabs=${tabs} />`;
}

function Tabs({ t, tab, onTab }) {
  return html`<div class="tabs" role="tablist">${['home', 'messages'].map((name) => html`
    <button type="button" role="tab" aria-selected=${tab === name} onClick=${() => onTab(name)}>${t(name)}</button>`)}</div>`;
}

render(html`<${App} />`, document.body);
