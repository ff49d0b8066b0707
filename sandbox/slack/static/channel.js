// A conversation: its head, messages and composer; the app's own has a Home tab where the manifest enables it.
import { html, useEffect, useRef, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { Composer } from './composer.js';
import { Icon } from './icons.js';
import { Messages } from './messages.js';
import { ChannelIcon } from './people.js';
import { isAppChannel, titleOf } from './places.js';
import { Thread } from './thread.js';

export function Channel({ channel, at, thread, tabs }) {
  const { snap, api, openThread, t } = useClient();
  const readBefore = useRef(channel.unread ? channel.last_read : null);
  const isSeen = useVisibility();
  if (channel.unread && !isSeen) readBefore.current = channel.last_read; // the line stands where the person looked away
  useEffect(() => { if (channel.unread && isSeen) api('read', { channel: channel.id }).catch(() => null); }, [channel.unread, isSeen]);
  const title = titleOf(channel, snap);
  const canWrite = !(isAppChannel(channel, snap) && snap.app.messages_tab_read_only);
  const shown = channel.messages.filter((message) => !message.thread_ts || message.thread_ts === message.ts);
  return html`<main data-channel=${channel.id}>
    <${ChannelHead} channel=${channel} title=${title} />
    ${tabs}
    <${Messages} channel=${channel} messages=${shown} at=${at} unreadAfter=${readBefore.current}>
      <div class="beginning"><h2>${title}</h2><p>${t('start_of', title)} ${!channel.is_im && channel.purpose}</p></div>
    <//>
    ${canWrite
      ? html`<${Composer} channel=${channel} placeholder=${t('message_to', channel.is_im || channel.is_private ? title : `#${title}`)} />`
      : html`<p class="read-only">${t('read_only')}</p>`}
  </main>
  ${thread && html`<${Thread} key=${thread} channel=${channel} ts=${thread} title=${title} canWrite=${canWrite}
    onClose=${() => openThread(null)} />`}`;
}

/** Whether this tab is the one that is looked at. */
function useVisibility() {
  const [isVisible, setVisible] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isVisible;
}

function ChannelHead({ channel, title }) {
  const { t } = useClient();
  return html`<div class="head">
    <h1>${!channel.is_im && html`<${ChannelIcon} channel=${channel} label=${t('private_channel')} />`} ${title}</h1>
    <span class="purpose">${!channel.is_im && channel.purpose}</span>
    ${!channel.is_im && html`<span class="members" title=${t('members', channel.num_members)}>
      <${Icon} name="people" size=${16} /> ${channel.num_members}</span>`}
  </div>`;
}
