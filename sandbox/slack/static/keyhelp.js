// The list of keys that `?` shows.
import { html } from './vendor/preact.js';
import { useClient } from './client.js';
import { Dialog } from './dialog.js';
import { IconButton } from './icons.js';
import { SHORTCUTS } from './keyboard.js';

export function KeyHelp({ onClose }) {
  const { t } = useClient();
  return html`<${Dialog} label=${t('keys')} kind="keys" onEscape=${onClose}>
    <header><h2>${t('keys')}</h2><${IconButton} name="close" label=${t('close')} data-autofocus onClick=${onClose} /></header>
    <div class="dialog-body"><dl>${SHORTCUTS.map(([keys, word]) => html`
      <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${t(word)}</dd>`)}</dl></div>
  <//>`;
}
