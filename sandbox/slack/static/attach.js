// Files that a person puts into a message or a field: uploaded at once, named by their file objects.
import { html, useRef, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { IconButton } from './icons.js';

/** The file objects of `files`; throws when the server refuses one or is away. */
export const uploaded = (files, api) =>
  Promise.all(files.map(async (file) => api('attach', { name: file.name, content_base64: await base64Of(file) })));

export function Attach({ onFiles, onTrouble }) {
  const { api, t } = useClient();
  const [busy, setBusy] = useState(false);
  const input = useRef();
  const chosen = async (event) => {
    const files = [...event.target.files];
    event.target.value = '';
    setBusy(true);
    await uploaded(files, api).then(onFiles, onTrouble);
    setBusy(false);
  };
  return html`<${IconButton} name="clip" label=${t('attach')} title=${t('attach')} aria-busy=${busy} onClick=${() => input.current.click()} />
    <input type="file" class="hidden" tabindex="-1" aria-hidden="true" multiple ref=${input} onChange=${chosen} />`;
}

export function Attached({ files, onRemove }) {
  const { t } = useClient();
  return html`<div class="attached">${files.map((file) => html`<span class="chip" key=${file.id}>${file.name}
    <button type="button" aria-label=${t('remove', file.name)} onClick=${() => onRemove(file)}>✕</button></span>`)}</div>`;
}

const base64Of = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});
