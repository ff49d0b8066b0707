// The e-mails as they would arrive. Each one stands in a frame that may run nothing and reach nothing.
import { html } from './vendor/preact.js';
import { Empty } from './parts.js';

export function Emails({ state, place, go }) {
  const { emails } = state;
  if (emails.length === 0) return html`<${Empty}>Todavía no ha salido ningún correo. Saldrá uno al emitir una factura o al enviarla.</${Empty}>`;
  const opened = emails.find(({ id }) => id === place);
  const shown = opened ?? emails[0];
  return html`<div class=${`mail ${opened ? 'reads' : ''}`}>
    <ul class="mailbox">${emails.map((email) => html`<li key=${email.id}><button aria-current=${email.id === shown.id} onClick=${() => go(email.id)}>
      <b>${email.to.join(', ')}</b><span>${email.subject}</span><small>${email.at}</small></button></li>`)}</ul>
    <${Email} email=${shown} back=${() => go('')} />
  </div>`;
}

const Email = ({ email, back }) => html`<article class="message">
  <header>
    <button class="back" onClick=${back}>← Correos</button>
    <h2>${email.subject}</h2>
    <p>De ${email.from ?? 'Alegra'} para <b>${email.to.join(', ')}</b> · ${email.at}</p>
    <p class="attachments">${email.attachments.map(({ filename, href }) => html`<a class="button" href=${href.replace(/^\//, '')} target="_blank" rel="noopener">📎 ${filename}</a>`)}</p>
  </header>
  <iframe title="Correo" sandbox="" srcdoc=${email.html}></iframe>
</article>`;
