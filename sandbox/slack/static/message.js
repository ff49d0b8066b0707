// One message: who, when, what, files, replies, and what can be done with it.
import { html, useState } from './vendor/preact.js';
import { Blocks } from './blocks/blocks.js';
import { useClient } from './client.js';
import { fullTimeOf, timeOf } from './dates.js';
import { Files } from './files.js';
import { Icon, IconButton } from './icons.js';
import { useForm } from './inputs.js';
import { MenuButton } from './menu.js';
import { Mrkdwn } from './mrkdwn.js';
import { Avatar, SLACKBOT, isApp, personOf } from './people.js';
import { inTheirWords } from './words.js';

/** compact: the same person just spoke; inThread: no toolbar entry and no footer for the thread itself. */
export function Message({ message, channel, compact = false, isTarget = false, inThread = false }) {
  const { snap, locale, t } = useClient();
  const [trouble, setTrouble] = useState('');
  const form = useForm({ where: { channel: channel.id, ts: message.ts }, blocks: message.blocks });
  const user = personOf(snap, message.user);
  const wrong = message.trouble || form.note || trouble;
  const kind = `message ${compact ? 'compact' : ''} ${message.ephemeral ? 'ephemeral' : ''} ${isTarget ? 'target' : ''}`;
  const time = html`<time title=${fullTimeOf(message.ts, locale)}>${timeOf(message.ts, locale)}</time>`;
  return html`<article class=${kind} data-ts=${message.ts} data-user-id=${message.user} aria-label=${user.real_name}>
    ${message.ephemeral && html`<div class="only-you"><${Icon} name="eye" size=${14} /> ${t('only_you')}</div>`}
    <div class="gutter">${compact ? time : html`<${Avatar} user=${user} />`}</div>
    <div class="said">
      ${!compact && html`<div class="who"><b>${user.real_name}</b>${isApp(user) && html`<span class="app-badge">APP</span>`}${time}</div>`}
      ${message.blocks.length > 0 && isApp(user) ? html`<${Blocks} blocks=${message.blocks} form=${form} />` : html`<${Words} message=${message} />`}
      ${message.files.length > 0 && html`<${Files} files=${message.files} />`}
      ${wrong && html`<div class="error" role="alert">⚠️ ${inTheirWords(wrong, t)}</div>`}
      ${!inThread && message.reply_count > 0 && html`<${Replies} message=${message} channel=${channel} />`}
    </div>
    <${Toolbar} message=${message} channel=${channel} inThread=${inThread} onTrouble=${setTrouble} />
  </article>`;
}

/** Text without blocks; a person's own message too, whose rich_text block says the same. */
function Words({ message }) {
  const { t } = useClient();
  if (!message.text) return null;
  const text = message.user === SLACKBOT.id ? inTheirWords(message.text, t) : message.text;
  return html`<div class="words"><${Mrkdwn} text=${text} />${message.edited && html` <span class="edited">${t('edited')}</span>`}</div>`;
}

function Replies({ message, channel }) {
  const { snap, locale, openThread, t } = useClient();
  const replies = channel.messages.filter((other) => other.thread_ts === message.ts && other.ts !== message.ts);
  const people = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  const last = replies.at(-1);
  return html`<button type="button" class="replies" onClick=${() => openThread(message.ts)}>
    ${people.map((id) => html`<${Avatar} user=${personOf(snap, id)} size=${22} />`)}
    <b>${message.reply_count === 1 ? t('one_reply') : t('replies', message.reply_count)}</b>
    ${last && html`<small>${timeOf(last.ts, locale)}</small>`}
  </button>`;
}

function Toolbar({ message, channel, inThread, onTrouble }) {
  const { snap, api, openThread, t } = useClient();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(message.text).then(() => setCopied(true), () => setCopied(false));
  const offered = message.ephemeral ? [] : snap.shortcuts; // Slack offers none on what only one person sees
  const shortcuts = offered.filter((shortcut) => shortcut.type === 'message').map((shortcut) => ({
    label: shortcut.name,
    note: snap.app.name,
    run: () => api('message_shortcut', { callback_id: shortcut.callback_id, channel: channel.id, ts: message.ts })
      .then((said) => onTrouble(said ?? ''), () => onTrouble(t('unreachable'))),
  }));
  return html`<div class="toolbar">
    ${!inThread && !message.ephemeral && html`
      <${IconButton} name="reply" label=${t('reply_in_thread')} title=${t('reply_in_thread')} onClick=${() => openThread(message.thread_ts ?? message.ts)} />`}
    <${IconButton} name=${copied ? 'done' : 'copy'} label=${t(copied ? 'copied' : 'copy_text')} title=${t('copy_text')} onClick=${copy} />
    ${shortcuts.length > 0 && html`<${MenuButton} label=${t('more')} kind="icon" items=${shortcuts}><${Icon} name="more" /><//>`}
  </div>`;
}
