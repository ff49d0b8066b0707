// Paste blocks, a message or a view; see it drawn, and what Slack would say about it.
import { html, useEffect, useState } from './vendor/preact.js';
import { Blocks } from './blocks/blocks.js';
import { send } from './api.js';
import { useClient } from './client.js';
import { Dialog } from './dialog.js';
import { Findings } from './findings.js';
import { IconButton } from './icons.js';
import { useForm } from './inputs.js';
import { Text } from './mrkdwn.js';

const REST_MS = 250;
const EXAMPLE = '[\n  {"type": "section", "text": {"type": "mrkdwn", "text": "*Hola*"}}\n]';

export function BlockBox({ onClose }) {
  const { t } = useClient();
  const [text, setText] = useState(EXAMPLE);
  const [verdict, setVerdict] = useState(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const next = await verdictOn(text, t);
      if (current) setVerdict(next);
    }, REST_MS);
    return () => { current = false; clearTimeout(timer); };
  }, [text]);
  return html`<${Dialog} label=${t('block_box')} kind="wide" onEscape=${onClose}>
    <header><h2>${t('block_box')}</h2><${IconButton} name="close" label=${t('close')} onClick=${onClose} /></header>
    <div class="dialog-body block-box">
      <label>${t('block_box_paste')}<textarea class="box code" spellcheck="false" data-autofocus value=${text} onInput=${(event) => setText(event.target.value)} /></label>
      <div class="verdict" role="status" aria-label=${t('block_box_verdict')}>${verdict && html`<${Verdict} of=${verdict} />`}</div>
    </div>
  <//>`;
}

/** {drawn} with ids and defaults filled in, {errors}, or {problem} where it is not even JSON. */
async function verdictOn(text, t) {
  let given;
  try {
    given = JSON.parse(text);
  } catch (wrong) {
    return { problem: `${t('not_json')} ${wrong.message}` };
  }
  const part = Array.isArray(given) ? 'blocks' : given?.type === 'modal' || given?.type === 'home' ? 'view' : 'message';
  return send('POST', 'blocks/check', { [part]: given }).catch((error) => ({ problem: error.message }));
}

function Verdict({ of }) {
  const { t } = useClient();
  if (of.problem) return html`<p class="error">${of.problem}</p>`;
  if (of.errors.length) return html`<${Findings} errors=${of.errors} />`;
  return html`<p class="fine">✓ ${t('slack_takes_it')}</p><${Drawn} drawn=${of.drawn} />`;
}

function Drawn({ drawn }) {
  const blocks = drawn.blocks ?? [];
  const form = useForm({ where: { view_id: 'block-box' }, blocks });
  const still = { ...form, act: async () => null, options: async () => [] };
  return html`<div class=${`drawn-box ${drawn.type}`}>
    ${drawn.title && html`<${Text} of=${drawn.title} tag="h2" />`}
    ${drawn.text && !blocks.length && html`<p>${drawn.text}</p>`}
    <${Blocks} blocks=${blocks} form=${still} />
    ${drawn.submit && html`<footer><${Text} of=${drawn.close} class="btn" /> <${Text} of=${drawn.submit} class="btn primary" /></footer>`}
  </div>`;
}
