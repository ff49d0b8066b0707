// Where a person can be: channels, direct messages, the app and its Home tab, in the order of the sidebar.
import { html } from './vendor/preact.js';
import { Avatar, ChannelIcon, personOf } from './people.js';

export const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export const isAppChannel = (channel, snap) => channel.is_im && channel.members.includes(snap.app.bot_user);

/** The channel's name, or the other person's. */
export function titleOf(channel, snap) {
  if (!channel.is_im) return channel.name;
  const other = channel.members.find((id) => id !== snap.me) ?? snap.me;
  return snap.users[other]?.real_name ?? channel.name;
}

/** [{id, name, icon, group, unread, count}]: unread in all, and those that are for me; group is channels, direct_messages or apps. */
export function placesOf(snap, t) {
  const there = snap.channels.filter((channel) => !isAppChannel(channel, snap));
  const [channels, direct] = [there.filter(({ is_im: isDirect }) => !isDirect), there.filter(({ is_im: isDirect }) => isDirect)];
  return [
    ...channels.map((channel) => placeOf(channel, snap, 'channels', html`<${ChannelIcon} channel=${channel} label=${t('private_channel')} />`)),
    ...direct.map((channel) => placeOf(channel, snap, 'direct_messages', personIcon(channel, snap))),
    ...(snap.app.is_installed ? [appPlace(snap)] : []),
  ];
}

function placeOf(channel, snap, group, icon) {
  return { id: channel.id, name: titleOf(channel, snap), icon, group, ...unreadOf(channel, snap) };
}

const personIcon = (channel, snap) =>
  html`<${Avatar} user=${personOf(snap, channel.members.find((id) => id !== snap.me))} size=${20} />`;

/** The app is there before it ever wrote, until the workspace removes it: its conversation, or "app" until there is one. */
function appPlace(snap) {
  const channel = snap.channels.find((candidate) => isAppChannel(candidate, snap));
  const icon = html`<${Avatar} user=${personOf(snap, snap.app.bot_user)} size=${20} />`;
  const unread = channel ? unreadOf(channel, snap) : { unread: 0, count: 0 };
  return { id: channel?.id ?? 'app', name: snap.app.name, icon, group: 'apps', ...unread };
}

/** A count where it is for me: direct messages, and mentions in channels. */
function unreadOf(channel, snap) {
  if (!channel.unread) return { unread: 0, count: 0 };
  const fresh = channel.messages.filter((message) => message.ts > channel.last_read && message.user !== snap.me);
  const count = channel.is_im ? channel.unread : fresh.filter((message) => mentions(message, snap.me)).length;
  return { unread: channel.unread, count };
}

const mentions = (message, me) => `${message.text}${JSON.stringify(message.blocks)}`.includes(me);
