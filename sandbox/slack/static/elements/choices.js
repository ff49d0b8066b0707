// Checkboxes and radio buttons.
import { html } from '../vendor/preact.js';
import { useConfirm } from '../confirm.js';
import { Text } from '../mrkdwn.js';

export function Choices({ element, block, form, field }) {
  const many = element.type === 'checkboxes';
  const [guard, dialog] = useConfirm(element);
  const value = form.valueOf(block, element);
  const chosen = many ? value : [value].filter(Boolean);
  const isChosen = (option) => chosen.some((other) => other.value === option.value);
  const without = (option) => chosen.filter((other) => other.value !== option.value);
  const choose = (option) => guard(() => {
    if (!many) return form.set(block, element, option);
    return form.set(block, element, isChosen(option) ? without(option) : [...chosen, option]);
  });
  return html`<div class="choices" role=${many ? 'group' : 'radiogroup'} data-action-id=${element.action_id} ...${field}>
    ${element.options.map((option) => html`<label>
      <input type=${many ? 'checkbox' : 'radio'} name=${`${form.key}/${block.block_id}/${element.action_id}`} checked=${isChosen(option)}
        onClick=${(event) => { if (element.confirm) event.preventDefault(); }} onChange=${() => choose(option)} />
      <span><${Text} of=${option.text} />${option.description && html`<${Text} of=${option.description} tag="small" />`}</span>
    </label>`)}
  </div>${dialog}`;
}
