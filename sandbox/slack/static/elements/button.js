import { html } from '../vendor/preact.js';
import { useConfirm } from '../confirm.js';
import { safeLink, Text } from '../mrkdwn.js';

export function Button({ element, block, form }) {
  const [guard, dialog] = useConfirm(element);
  const busy = form.isSending(block, element);
  const press = () => {
    if (element.url && safeLink(element.url)) window.open(element.url, '_blank', 'noopener');
    form.act(block, element);
  };
  return html`<button type="button" class=${`btn ${element.style ?? ''} ${busy ? 'busy' : ''}`} aria-label=${element.accessibility_label}
      aria-busy=${busy} data-action-id=${element.action_id} onClick=${() => busy || guard(press)}>
    <${Text} of=${element.text} />${busy && html`<span class="spinner" />`}
  </button>${dialog}`;
}
