// What the page follows: the address, the people there are, the stream of snapshots, the tab's title.
import { useEffect, useRef, useState } from './vendor/preact.js';
import { follow, get } from './api.js';

const RETRY_MS = 1000;

/** {people, links}: asked until the server answers; afterwards the snapshots know who came. */
export function useWorkspace() {
  const [workspace, setWorkspace] = useState({ people: [], links: {} });
  useEffect(() => {
    let timer;
    const again = () => { timer = setTimeout(ask, RETRY_MS); };
    const ask = () => get(`people${location.search}`).then(setWorkspace, again);
    ask();
    return () => clearTimeout(timer);
  }, []);
  return workspace;
}

/** A message's permalink: `#/C0FACTURAS/1795330000.000100`; {} for any other address. */
export function placeOfPermalink(url) {
  const [, channel, ts] = new URL(url, location.href).hash.match(/^#\/(\w+)\/([\d.]+)$/) ?? [];
  return channel ? { in: channel, at: ts } : {};
}

/** The address holds the person, the channel and the message: `?as=ana&in=C0FACTURAS&at=…`. go({as, in, at}) changes it without a reload. */
export function usePlace() {
  const read = () => ({ ...Object.fromEntries(new URLSearchParams(location.search)), ...placeOfPermalink(location.href) });
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const back = () => setPlace(read());
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  const go = (change) => {
    const next = Object.fromEntries(Object.entries({ ...read(), at: null, ...change }).filter(([, value]) => value));
    history.pushState(null, '', `?${new URLSearchParams(next)}`);
    setPlace(next);
  };
  return [place, go];
}

/** {snap, isAway, skew}: the newest snapshot stays while the server is away; skew.current is sandbox time minus ours, in ms. */
export function useSnapshots(me) {
  const [snap, setSnap] = useState(null);
  const [isAway, setAway] = useState(false);
  const skew = useRef(0);
  useEffect(() => {
    if (!me) return undefined;
    const onData = (next) => {
      skew.current = next.clock.now_ms - Date.now();
      setSnap(next);
    };
    return follow(`client/${me}/events`, { onData, onState: (isThere) => setAway(!isThere) });
  }, [me]);
  return { snap, isAway, skew };
}

export function useTitle(snap, locale) {
  const unread = snap.channels.reduce((sum, channel) => sum + channel.unread, 0);
  const title = `${unread ? `(${unread}) ` : ''}${snap.users[snap.me].real_name} · ${snap.team.name}`;
  useEffect(() => {
    document.title = title;
    document.documentElement.lang = locale.slice(0, 2);
  }, [title, locale]);
}
