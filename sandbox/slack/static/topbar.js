// The sandbox's own strip over Slack's look: who I am, what time it is, what was said over the wires.
import { html, useEffect, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { Icon, IconButton } from './icons.js';
import { MenuButton } from './menu.js';
import { Avatar, personOf } from './people.js';

export function TopBar({ people, onPerson, onMenu, isMenuOpen, links, red, onTraffic, isTrafficOpen, onShow }) {
  const { t } = useClient();
  const tools = [
    { label: t('switcher'), note: '⌘/Ctrl K', run: () => onShow('switcher') },
    { label: t('keys'), note: '?', run: () => onShow('keys') },
    { label: t('workspaces'), run: () => location.assign('/apps') },
    { label: t('block_box'), run: () => onShow('blocks') },
    ...(links.alegra ? [{ label: t('look_inside'), run: () => window.open(links.alegra, '_blank', 'noopener') }] : []),
  ];
  return html`<div class="topbar">
    <${IconButton} name="menu" label=${t('menu')} class="icon only-narrow" aria-expanded=${isMenuOpen} onClick=${onMenu} />
    <${PersonSwitch} people=${people} onPerson=${onPerson} />
    <${ClockControl} />
    <span class="grow" />
    ${links.alegra && html`<a class="top-button wide-only" href=${links.alegra} target="_blank" rel="noopener">${t('look_inside')}</a>`}
    <button type="button" class="top-button" aria-expanded=${isTrafficOpen} onClick=${onTraffic}
        aria-label=${red ? `${t('traffic')}, ${t('red_lines', red)}` : t('traffic')}>
      <${Icon} name="traffic" size=${16} /><span class="wide-only"> ${t('traffic')}</span>
      ${red > 0 && html`<span class="badge">${red}</span>`}</button>
    <${MenuButton} label=${t('tools')} kind="top-button" items=${tools}><${Icon} name="dots" size=${16} /><//>
  </div>`;
}

function PersonSwitch({ people, onPerson }) {
  const { snap, api, locale, t } = useClient();
  const me = personOf(snap, snap.me);
  const nameOf = (person) => (person.id === me.id ? `${person.real_name} (${t('you')})` : person.real_name);
  const items = people.map((person) => ({
    label: html`<span class="person-option"><${Avatar} user=${person} size=${22} />${nameOf(person)}</span>`,
    note: person.title,
    run: () => onPerson(person.id),
  }));
  const other = locale.startsWith('es') ? 'en-US' : 'es-LA';
  items.push({ label: t('other_language'), run: () => api('locale', { locale: other }).catch(() => null) });
  return html`<${MenuButton} label=${`${t('acting_as')} ${me.real_name}`} kind="person" align="left" items=${items}>
    <${Avatar} user=${me} size=${26} /><span class="person-name">${me.real_name}</span><${Icon} name="down" size=${14} /><//>`;
}

const STEPS = [['+15 s', 15], ['+1 min', 60], ['+1 h', 3600], ['+1 d', 86_400]];

function ClockControl() {
  const { locale, now, moveClock, t } = useClient();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const items = [
    ...STEPS.map(([label, seconds]) => ({ label, run: () => moveClock(seconds) })),
    { label: t('until_nine'), run: () => moveClock(secondsUntilNine(now())) },
  ];
  const date = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }).format(now());
  const minutes = { hour: '2-digit', minute: '2-digit' };
  const time = (options) => new Intl.DateTimeFormat(locale, options).format(now());
  return html`<${MenuButton} label=${t('move_clock')} kind="top-button clock" align="left" items=${items} title=${t('clock')}>
    <${Icon} name="clock" size=${16} /><span class="wide-only"> ${date}, </span>
    <time class="wide-only">${time({ ...minutes, second: '2-digit' })}</time><time class="narrow-only">${time(minutes)}</time><//>`;
}

function secondsUntilNine(now) {
  const nine = new Date(now);
  nine.setHours(9, 0, 0, 0);
  if (nine.getTime() <= now) nine.setDate(nine.getDate() + 1);
  return (nine.getTime() - now) / 1000;
}
