// The stack of modals: the top one is shown; what was typed in the others waits in inputs.js.
import { html, useEffect, useRef, useState } from './vendor/preact.js';
import { Blocks } from './blocks/blocks.js';
import { problemsOf } from './check.js';
import { useClient } from './client.js';
import { Dialog } from './dialog.js';
import { IconButton } from './icons.js';
import { useForm } from './inputs.js';
import { plainString, Text } from './mrkdwn.js';
import { Avatar, personOf } from './people.js';
import { inTheirWords } from './words.js';

export function Modals() {
  const { snap } = useClient();
  const depth = snap.modal.length;
  const before = useRef(0);
  const slide = before.current && depth > before.current ? 'forward' : depth && depth < before.current ? 'back' : '';
  useEffect(() => { before.current = depth; }, [depth]);
  const top = snap.modal.at(-1);
  return top && html`<${Modal} key=${top.id} view=${top} depth=${depth} slide=${slide} />`;
}

function Modal({ view, depth, slide }) {
  const { api, t } = useClient();
  const form = useForm({ where: { view_id: view.id }, blocks: view.blocks, known: view.state.values });
  const [own, setOwn] = useState(null); // what our last submission brought, until the view changes
  const [busy, setBusy] = useState(false);
  const body = useRef();
  const title = plainString(view.title.text);
  const { '': banner, ...errors } = own ?? { ...view.errors, '': view.trouble };
  useEffect(() => setOwn(null), [view.hash]);
  useEffect(() => { if (Object.keys(errors).length || banner) showFirstError(body.current); }, [own]);

  const submit = async () => {
    if (busy || !view.submit) return;
    const problems = problemsOf(view.blocks, form.valueOf, t);
    if (Object.keys(problems).length) { setOwn(problems); return; }
    setBusy(true);
    const result = await api('submit', { view_id: view.id, state: form.values() }).catch(() => ({ '': t('trouble') }));
    setBusy(false);
    setOwn(result ?? {});
  };
  const close = (all) => api('close', { view_id: view.id, all }).catch(() => setOwn({ '': t('trouble') }));
  const footer = { depth, busy, onSubmit: submit, onBack: () => close(false), onClose: () => close(true) };
  return html`<${Dialog} kind=${`modal ${slide}`} label=${title} onEscape=${() => close(false)}>
    <${ModalFace} view=${view} ...${footer}>
      <div class="dialog-body" data-view-id=${view.id} ref=${body}>
        ${(banner || form.note) && html`<div class="trouble" role="alert">⚠️ ${inTheirWords(banner || form.note, t)}</div>`}
        <${Blocks} blocks=${view.blocks} form=${form} errors=${errors} onSubmit=${submit} />
      </div>
    <//>
  <//>`;
}

/** Title, what is inside, and the buttons under it. */
export function ModalFace({ view, depth = 1, busy = false, onSubmit, onBack, onClose, children }) {
  const { snap, t } = useClient();
  return html`
    <header><${Avatar} user=${personOf(snap, snap.app.bot_user)} size=${28} /><h2>${plainString(view.title.text)}</h2>
      <${IconButton} name="close" label=${t('close')} onClick=${onClose} /></header>
    ${children}
    <footer>
      <button type="button" class="btn" onClick=${onBack}>${view.close ? html`<${Text} of=${view.close} />` : t(depth > 1 ? 'back' : 'cancel')}</button>
      ${view.submit && html`<button type="button" class=${`btn solid primary ${busy ? 'busy' : ''}`} aria-busy=${busy} onClick=${onSubmit}>
        <${Text} of=${view.submit} />${busy && html`<span class="spinner" />`}</button>`}
    </footer>`;
}

function showFirstError(body) {
  const first = body.querySelector('.trouble, .field.bad');
  first?.scrollIntoView({ block: 'center' });
  first?.querySelector('input, textarea')?.focus({ preventScroll: true });
}
