// Avatars and names of people and places.
import { Icon } from './icons.js';
import { html } from './vendor/preact.js';

export const SLACKBOT = { id: 'USLACKBOT', real_name: 'Slackbot', is_bot: true };
const HUES = [348, 205, 158, 32, 265, 190, 12, 100, 228, 300];

export const personOf = (snap, id) => snap.users[id] ?? { ...SLACKBOT, id };

export const isApp = (user) => Boolean(user.is_bot);

const sum = (text) => [...text].reduce((total, letter) => total + letter.codePointAt(0), 0);
const initials = (name) => name.split(/\s+/).map((word) => word[0]).slice(0, 2).join('').toUpperCase();

/** Initials on a colour of their own; apps are a square with one letter. */
export function Avatar({ user, size = 36 }) {
  const hue = HUES[sum(user.id) % HUES.length];
  const style = `--size:${size}px; --hue:${hue}`;
  const kind = user.id === SLACKBOT.id ? 'slackbot' : isApp(user) ? 'bot' : 'human';
  const letters = kind === 'human' ? initials(user.real_name) : user.real_name[0];
  return html`<span class=${`avatar ${kind}`} style=${style} aria-hidden="true">${letters}</span>`;
}

/** A hash, or a lock for a private channel. */
export function ChannelIcon({ channel, label }) {
  return html`<${Icon} name=${channel.is_private ? 'lock' : 'hash'} label=${channel.is_private ? label : null} />`;
}
