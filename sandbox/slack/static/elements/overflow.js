// The ⋯ menu.
import { html } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { useConfirm } from '../confirm.js';
import { MenuButton } from '../menu.js';
import { safeLink, Text } from '../mrkdwn.js';

export function Overflow({ element, block, form }) {
  const { t } = useClient();
  const [guard, dialog] = useConfirm(element);
  const choose = (option) => {
    if (option.url && safeLink(option.url)) window.open(option.url, '_blank', 'noopener');
    form.act(block, element, option);
  };
  const items = element.options.map((option) => ({
    label: html`<${Text} of=${option.text} />`,
    note: option.description && html`<${Text} of=${option.description} />`,
    run: () => guard(() => choose(option)),
  }));
  return html`<${MenuButton} label=${t('more')} kind="btn dots" items=${items} data-action-id=${element.action_id}>
    ${form.isSending(block, element) ? html`<span class="spinner" />` : '⋯'}<//>${dialog}`;
}
