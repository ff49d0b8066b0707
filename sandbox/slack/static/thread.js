// The panel on the right: one message and its replies.
import { html } from './vendor/preact.js';
import { useClient } from './client.js';
import { Composer } from './composer.js';
import { IconButton } from './icons.js';
import { Message } from './message.js';
import { Messages } from './messages.js';

export function Thread({ channel, ts, title, canWrite, onClose }) {
  const { t } = useClient();
  const parent = channel.messages.find((message) => message.ts === ts);
  const replies = channel.messages.filter((message) => message.thread_ts === ts && message.ts !== ts);
  if (!parent) return null;
  return html`<aside class="thread" aria-label=${t('thread')} data-thread=${ts}>
    <div class="head"><h2>${t('thread')}</h2><span class="purpose">${title}</span>
      <${IconButton} name="close" label=${t('close')} onClick=${onClose} /></div>
    <${Messages} channel=${channel} messages=${replies} inThread>
      <${Message} message=${parent} channel=${channel} inThread />
      ${replies.length > 0 && html`<div class="divider left" role="separator">
        <span>${replies.length === 1 ? t('one_reply') : t('replies', replies.length)}</span></div>`}
    <//>
    ${canWrite && html`<${Composer} key=${ts} channel=${channel} threadTs=${ts} placeholder=${t('reply')} />`}
  </aside>`;
}
