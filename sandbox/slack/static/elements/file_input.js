// Files that a person attaches to a field: uploaded at once, named in the state by their file objects.
import { html, useRef, useState } from '../vendor/preact.js';
import { uploaded } from '../attach.js';
import { useClient } from '../client.js';

export function FileInput({ element, block, form, field }) {
  const { api, t } = useClient();
  const [failed, setFailed] = useState(false);
  const input = useRef();
  const [busy, setBusy] = useState(false);
  const files = form.valueOf(block, element) ?? [];
  const most = element.max_files ?? 10;
  const attach = async (event) => {
    const chosen = [...event.target.files].slice(0, most - files.length);
    event.target.value = '';
    setBusy(true);
    const added = await uploaded(chosen, api).catch(() => null);
    setBusy(false);
    setFailed(!added);
    if (added) form.set(block, element, [...files, ...added]);
  };
  const remove = (file) => form.set(block, element, files.filter((other) => other.id !== file.id));
  return html`<div class="file-input">
    ${files.map((file) => html`<span class="chip">${file.name}
      <button type="button" aria-label=${t('remove', file.name)} onClick=${() => remove(file)}>✕</button></span>`)}
    <button type="button" class="btn" disabled=${files.length >= most} onClick=${() => input.current.click()}>${t('choose_file')}</button>
    <input type="file" class="hidden" tabindex="-1" ref=${input} multiple=${most > 1}
      disabled=${files.length >= most} accept=${(element.filetypes ?? []).map((type) => `.${type}`).join(',')}
      data-action-id=${element.action_id} onChange=${attach} ...${field} />
    ${busy && html`<span class="spinner" />`}
    ${failed && html`<span class="error" role="alert">${t('unreachable')}</span>`}
  </div>`;
}
