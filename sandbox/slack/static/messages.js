// A list of messages that keeps its place: at the end it follows, elsewhere it stays.
import { html, useLayoutEffect, useRef } from './vendor/preact.js';
import { useClient } from './client.js';
import { dayOf, sameDay } from './dates.js';
import { Message } from './message.js';

const NEAR_END_PX = 60;
const TOGETHER_SECONDS = 300;

/** at: the ts of the message that a link led to. */
export function Messages({ channel, messages, at, unreadAfter, inThread = false, children }) {
  const client = useClient();
  const list = useRef();
  const before = useRef({ whole: 0, shown: 0 });
  const follow = () => {
    const { current: box } = list;
    const wasAtEnd = before.current.whole - box.scrollTop - before.current.shown < NEAR_END_PX;
    if (wasAtEnd) box.scrollTop = box.scrollHeight;
    before.current = { whole: box.scrollHeight, shown: box.clientHeight };
  };
  useLayoutEffect(follow);
  useLayoutEffect(() => { if (at) list.current.querySelector(`[data-ts="${CSS.escape(at)}"]`)?.scrollIntoView({ block: 'center' }); }, [at]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(follow);
    observer.observe(list.current);
    observer.observe(list.current.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return html`<div class="messages" role="log" aria-label=${client.t(inThread ? 'thread' : 'messages')} tabindex="0" ref=${list}>
    <div class="messages-inside">
      ${children}
      ${messages.map((message, index) => html`<${Row} key=${message.ts} message=${message} before=${messages[index - 1]} channel=${channel}
        isTarget=${message.ts === at}
        isFirstNew=${isFirstNew(messages, index, unreadAfter, client.snap.me)} inThread=${inThread} />`)}
    </div>
  </div>`;
}

function Row({ message, before, channel, isFirstNew, isTarget, inThread }) {
  const client = useClient();
  const newDay = !inThread && (!before || !sameDay(before.ts, message.ts));
  return html`
    ${newDay && html`<div class="divider" role="separator"><span>${dayOf(message.ts, client)}</span></div>`}
    ${isFirstNew && html`<div class="divider new" role="separator"><span>${client.t('new_messages')}</span></div>`}
    <${Message} message=${message} channel=${channel} compact=${!newDay && !isFirstNew && goesOn(before, message)} isTarget=${isTarget} inThread=${inThread} />`;
}

const goesOn = (before, message) =>
  before?.user === message.user && !before.ephemeral && !message.ephemeral && message.ts - before.ts < TOGETHER_SECONDS;

function isFirstNew(messages, index, unreadAfter, me) {
  if (typeof unreadAfter !== 'string') return false;
  const isNew = (message) => message && message.ts > unreadAfter && message.user !== me;
  return Boolean(isNew(messages[index]) && !(messages[index - 1]?.ts > unreadAfter));
}
