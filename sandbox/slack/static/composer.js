// Where people write: messages, and slash commands with their autocomplete.
import { html, useLayoutEffect, useRef, useState } from './vendor/preact.js';
import { Attach, Attached } from './attach.js';
import { useClient } from './client.js';
import { Icon } from './icons.js';
import { MenuButton } from './menu.js';
import { inTheirWords } from './words.js';

const drafts = new Map(); // what was begun, by person and place

export function Composer({ channel, threadTs, placeholder }) {
  const { snap, api, t } = useClient();
  const place = `${snap.me}/${channel.id}/${threadTs ?? ''}`;
  const [text, setText] = useState(drafts.get(place) ?? '');
  const [at, setAt] = useState(0);
  const [sending, setSending] = useState(0);
  const [note, setNote] = useState('');
  const [files, setFiles] = useState([]);
  const box = useRef();
  useLayoutEffect(() => { grow(box.current); }, [text]);
  const write = (next) => { drafts.set(place, next); setText(next); setAt(0); };

  const commands = threadTs ? [] : snap.commands; // Slack has no commands in threads
  const hits = /^\/\S*$/.test(text) ? commands.filter(({ command }) => command.startsWith(text)) : [];
  const typedCommand = commands.find(({ command }) => text.startsWith(`${command} `));
  const complete = (hit) => { write(`${hit.command} `); box.current.focus(); };

  const send = async () => {
    if (!text.trim() && !files.length) return;
    write('');
    setNote('');
    setFiles([]);
    setSending((count) => count + 1);
    await api('say', { channel: channel.id, text: text.trim(), thread_ts: threadTs, files: files.map(({ id }) => id) }).catch(() => {
      if (!drafts.get(place)) write(text);
      setFiles(files);
      setNote(t('trouble'));
    });
    setSending((count) => count - 1);
  };
  const keys = (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (hits.length && move) setAt((at + move + hits.length) % hits.length);
    else if (hits.length && (event.key === 'Tab' || (event.key === 'Enter' && hits[at].command !== text))) complete(hits[at]);
    else if (event.key === 'Enter' && !event.shiftKey) send();
    else return;
    event.preventDefault();
  };
  const shortcuts = snap.shortcuts.filter((shortcut) => shortcut.type === 'global').map((shortcut) => ({
    label: shortcut.name,
    note: shortcut.description,
    run: () => api('shortcut', { callback_id: shortcut.callback_id }).then((said) => setNote(said ?? ''), () => setNote(t('unreachable'))),
  }));
  return html`<form class="composer" onSubmit=${(event) => { event.preventDefault(); send(); }}>
    ${hits.length > 0 && html`<${Commands} hits=${hits} at=${at} onChoose=${complete} onPoint=${setAt} />`}
    ${typedCommand?.usage_hint && html`<div class="usage"><b>${typedCommand.command}</b> ${typedCommand.usage_hint}</div>`}
    <textarea rows="1" aria-label=${t(threadTs ? 'reply_in_thread' : 'add_message')} placeholder=${placeholder} value=${text} ref=${box}
      aria-controls="commands" aria-expanded=${hits.length > 0} onInput=${(event) => write(event.target.value)} onKeyDown=${keys} />
    ${files.length > 0 && html`<${Attached} files=${files} onRemove=${(file) => setFiles(files.filter((other) => other !== file))} />`}
    <div class="composer-foot">
      <${Attach} onFiles=${(added) => setFiles([...files, ...added])} onTrouble=${() => setNote(t('unreachable'))} />
      ${shortcuts.length > 0 && !threadTs && html`
        <${MenuButton} label=${t('shortcuts')} kind="icon" align="left" items=${shortcuts}><${Icon} name="bolt" /><//>`}
      <span class="error grow" role="status">${inTheirWords(note, t)}</span>
      ${sending > 0 && html`<span class="spinner" />`}
      <button type="submit" class="send" aria-label=${t('send')} disabled=${!text.trim() && !files.length}><${Icon} name="send" /></button>
    </div>
  </form>`;
}

function Commands({ hits, at, onChoose, onPoint }) {
  const { snap, t } = useClient();
  return html`<div class="commands options" role="listbox" id="commands" aria-label=${t('commands')} onMouseDown=${(event) => event.preventDefault()}>
    <div class="group" role="presentation">${snap.app.name}</div>
    ${hits.map((hit, index) => html`<div role="option" aria-selected=${index === at} class=${`option ${index === at ? 'at' : ''}`}
        onMouseMove=${() => onPoint(index)} onClick=${() => onChoose(hit)}>
      <span><b>${hit.command}</b> <i>${hit.usage_hint}</i></span><small>${hit.description}</small></div>`)}
  </div>`;
}

function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight, innerHeight * 0.4)}px`;
}
