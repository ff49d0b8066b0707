// Slack's confirmation before a click or a choice counts.
import { html, useState } from './vendor/preact.js';
import { Dialog } from './dialog.js';
import { useClient } from './client.js';
import { IconButton } from './icons.js';
import { plainString, Text } from './mrkdwn.js';

/** [guard, dialog]: guard(go) calls `go` at once, or after the person confirmed where the element asks for that. */
export function useConfirm(element) {
  const [asking, ask] = useState(null);
  const guard = (go) => (element.confirm ? ask(() => go) : go());
  const close = () => ask(null);
  const yes = () => { close(); asking(); };
  return [guard, asking && html`<${Confirm} of=${element.confirm} onYes=${yes} onNo=${close} />`];
}

function Confirm({ of, onYes, onNo }) {
  const { t } = useClient();
  return html`<${Dialog} role="alertdialog" kind="confirm" label=${plainString(of.title.text)} onEscape=${onNo}>
    <header><${Text} of=${of.title} tag="h2" /><${IconButton} name="close" label=${t('close')} onClick=${onNo} /></header>
    <div class="dialog-body"><${Text} of=${of.text} tag="p" /></div>
    <footer>
      <button type="button" class="btn" onClick=${onNo}><${Text} of=${of.deny} /></button>
      <button type="button" class=${`btn solid ${of.style === 'danger' ? 'danger' : 'primary'}`} data-autofocus onClick=${onYes}><${Text} of=${of.confirm} /></button>
    </footer>
  <//>`;
}
