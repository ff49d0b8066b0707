// The input block: label, element, error, hint.
import { html } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { Element } from '../elements/element.js';
import { Text } from '../mrkdwn.js';
import { inTheirWords } from '../words.js';

const GROUPS = new Set(['checkboxes', 'radio_buttons']);

export const idOf = (form, block, element) => encodeURIComponent(`${form.key}/${block.block_id}/${element.action_id}`);

export function InputBlock({ block, form, error, onSubmit }) {
  const { t } = useClient();
  const { element, label, hint, optional } = block;
  const id = idOf(form, block, element);
  const grouped = GROUPS.has(element.type);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || null;
  const field = {
    id,
    'aria-labelledby': grouped ? `${id}-label` : null,
    'aria-describedby': described,
    'aria-invalid': error ? 'true' : null,
    'aria-required': optional ? null : 'true',
  };
  return html`<div class=${error ? 'field bad' : 'field'}>
    <div class="label">
      ${grouped ? html`<${Text} of=${label} id=${`${id}-label`} />` : html`<${Text} of=${label} tag="label" for=${id} />`}
      ${optional && html` <span class="optional">${t('optional')}</span>`}
    </div>
    <${Element} element=${element} block=${block} form=${form} onSubmit=${onSubmit}
      field=${field} />
    ${error && html`<div class="error" role="alert" id=${`${id}-error`}>${inTheirWords(error, t)}</div>`}
    ${entersOnEnter(block) && html`<div class="hint">${t('enter_hint')}</div>`}
    ${hint && html`<${Text} of=${hint} tag="div" class="hint" id=${`${id}-hint`} />`}
  </div>`;
}

/** Slack tells people to press Enter where that is what sends the value to the app. */
const entersOnEnter = ({ dispatch_action: dispatches, element }) =>
  dispatches && element.dispatch_action_config?.trigger_actions_on?.includes('on_enter_pressed');
