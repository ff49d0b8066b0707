// The workspace's name, channels, direct messages and the app.
import { html } from './vendor/preact.js';
import { isAppChannel } from './channel.js';
import { useClient } from './client.js';
import { Avatar, ChannelIcon, personOf } from './people.js';

export function Sidebar({ open, onOpen }) {
  const { snap, t } = useClient();
  const direct = snap.channels.filter((channel) => channel.is_im && !isAppChannel(channel, snap));
  const row = (channel, icon, name) => html`<${Row} key=${channel.id} id=${channel.id} icon=${icon} name=${name}
    unread=${unreadOf(channel, snap)} isOpen=${open === channel.id} onOpen=${onOpen} />`;
  const channelRow = (channel) => row(channel, html`<${ChannelIcon} channel=${channel} label=${t('private_channel')} />`, channel.name);
  const personRow = (channel) => {
    const user = personOf(snap, channel.members.find((id) => id !== snap.me));
    return row(channel, html`<${Avatar} user=${user} size=${20} />`, user.real_name);
  };
  return html`<nav class="sidebar" aria-label=${snap.team.name}>
    <h1>${snap.team.name}</h1>
    <${Section} title=${t('channels')}>
      ${snap.channels.filter((channel) => !channel.is_im).map(channelRow)}
    <//>
    ${direct.length > 0 && html`<${Section} title=${t('direct_messages')}>
      ${direct.map(personRow)}
    <//>`}
    <${Section} title=${t('apps')}><${AppRow} open=${open} onOpen=${onOpen} /><//>
  </nav>`;
}

function Section({ title, children }) {
  return html`<section><h2>${title}</h2><ul>${children}</ul></section>`;
}

/** The app is there before it ever wrote: its conversation, or "app" until there is one. */
function AppRow({ open, onOpen }) {
  const { snap } = useClient();
  const channel = snap.channels.find((candidate) => isAppChannel(candidate, snap));
  const bot = personOf(snap, snap.app.bot_user);
  const unread = channel ? unreadOf(channel, snap) : { bold: false, count: 0 };
  return html`<${Row} id=${channel?.id ?? 'app'} icon=${html`<${Avatar} user=${bot} size=${20} />`} name=${snap.app.name} unread=${unread}
    isOpen=${open === 'app' || open === channel?.id || open === 'home'} onOpen=${(id) => onOpen(snap.app.home_enabled ? 'home' : id)} />`;
}

function Row({ id, icon, name, unread, isOpen, onOpen }) {
  const { t } = useClient();
  return html`<li><button type="button" class=${`row ${isOpen ? 'on' : ''} ${unread.bold ? 'unread' : ''}`} data-channel=${id} data-unread=${unread.total}
      aria-current=${isOpen ? 'page' : null} onClick=${() => onOpen(id)}>
    <span class="row-icon">${icon}</span><span class="row-name">${name}</span>
    ${unread.count > 0 && html`<span class="badge" title=${t('unread', unread.count)}>${unread.count}</span>`}
  </button></li>`;
}

/** Bold for anything new; a count where it is for me: direct messages, and mentions in channels. */
function unreadOf(channel, snap) {
  const fresh = channel.messages.filter((message) => message.ts > channel.last_read && message.user !== snap.me);
  const count = channel.is_im ? channel.unread : fresh.filter((message) => mentions(message, snap.me)).length;
  return { bold: channel.unread > 0, total: channel.unread, count: channel.unread ? count : 0 };
}

const mentions = (message, me) => `${message.text}${JSON.stringify(message.blocks)}`.includes(me);
