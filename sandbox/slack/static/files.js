// Files under a message, and their preview.
import { html, useEffect, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { Dialog } from './dialog.js';
import { Icon, IconButton } from './icons.js';

const isPicture = (file) => file.mimetype.startsWith('image/');
const isText = (file) => /^text\/|xml$|json$/.test(file.mimetype);

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

export function Files({ files }) {
  return html`<div class="files">${files.map((file) => html`<${File} key=${file.id} file=${file} />`)}</div>`;
}

function File({ file }) {
  const { t, preview } = useClient();
  return html`<div class="file" data-file-id=${file.id}>
    <button type="button" class="open-file" aria-label=${t('preview', file.title)} onClick=${() => preview(file)}>
      ${isPicture(file)
        ? html`<img src=${file.url_private} alt=${file.title} />`
        : html`<span class=${`ext ${file.filetype}`}>${file.filetype}</span>
          <span class="grow"><b>${file.title}</b><small>${file.filetype.toUpperCase()} · ${sizeOf(file.size)}</small></span>`}
    </button>
    <a class="icon" href=${file.url_private_download} download=${file.name}
      aria-label=${`${t('download')} ${file.name}`}><${Icon} name="download" /></a>
  </div>`;
}

export function Preview({ file, onClose }) {
  const { t } = useClient();
  return html`<${Dialog} label=${file.title} kind="preview" onEscape=${onClose}>
    <header><h2>${file.title}</h2><a class="btn" href=${file.url_private_download} download=${file.name}>${t('download')}</a>
      <${IconButton} name="close" label=${t('close')} data-autofocus onClick=${onClose} /></header>
    <div class="dialog-body"><${Contents} file=${file} /></div>
  <//>`;
}

function Contents({ file }) {
  if (isPicture(file)) return html`<img src=${file.url_private} alt=${file.title} />`;
  if (isText(file)) return html`<${TextContents} file=${file} />`;
  return html`<iframe src=${file.url_private} title=${file.title} />`;
}

function TextContents({ file }) {
  const { t } = useClient();
  const [text, setText] = useState(null);
  useEffect(() => { fetch(file.url_private).then((response) => response.text()).then(setText, () => setText('')); }, [file.id]);
  return html`<pre>${text ?? t('loading')}</pre>`;
}
