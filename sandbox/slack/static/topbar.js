// The sandbox's own strip over Slack's look: who I am, what time it is, what was said over the wires.
import { html, useEffect, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { MenuButton } from './menu.js';
import { Avatar, personOf } from './people.js';

export function TopBar({ people, onPerson, onMenu, links, red, onTraffic, isTrafficOpen }) {
  const { snap, t } = useClient();
  return html`<div class="topbar">
    <button type="button" class="icon only-narrow" aria-label=${t('menu')} onClick=${onMenu}>☰</button>
    <label class="person"><${Avatar} user=${personOf(snap, snap.me)} size=${26} /><span class="hidden">${t('acting_as')}</span>
      <select aria-label=${t('acting_as')} value=${snap.me} onChange=${(event) => onPerson(event.target.value)}>
        ${people.map((person) => html`<option value=${person.id} selected=${person.id === snap.me}>${person.real_name}${person.title ? ` · ${person.title}` : ''}</option>`)}
      </select></label>
    <${ClockControl} />
    <span class="grow" />
    ${links.alegra && html`<a class="top-button" href=${links.alegra} target="_blank" rel="noopener">${t('look_inside')}</a>`}
    <button type="button" class="top-button" aria-expanded=${isTrafficOpen} aria-label=${red ? `${t('traffic')}, ${t('red_lines', red)}` : t('traffic')} onClick=${onTraffic}>
      <span aria-hidden="true">⇄</span><span class="wide-only"> ${t('traffic')}</span>${red > 0 && html`<span class="badge">${red}</span>`}</button>
  </div>`;
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
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(now());
  return html`<${MenuButton} label=${t('move_clock')} kind="top-button clock" align="left" items=${items} title=${t('clock')}>
    <span aria-hidden="true">🕘</span><span class="wide-only"> ${date}, </span><span data-clock=${now()}>${time}</span><//>`;
}

function secondsUntilNine(now) {
  const nine = new Date(now);
  nine.setHours(9, 0, 0, 0);
  if (nine.getTime() <= now) nine.setDate(nine.getDate() + 1);
  return (nine.getTime() - now) / 1000;
}
