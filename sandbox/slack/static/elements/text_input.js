// Text, number, e-mail, URL: what is typed.
import { html } from '../vendor/preact.js';

const INPUT_MODE = { number_input: 'decimal', email_text_input: 'email', url_text_input: 'url' };

export function TextInput({ element, block, form, field, onSubmit }) {
  const rich = element.type === 'rich_text_input';
  const multiline = element.multiline || rich;
  const value = form.valueOf(block, element);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const input = (event) => {
    const text = event.target.value;
    form.set(block, element, rich ? richText(text) : text || null, { dispatch: triggers.includes('on_character_entered') });
  };
  const enter = (event) => {
    if (event.key !== 'Enter' || (multiline && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    if (block.dispatch_action && triggers.includes('on_enter_pressed')) form.act(block, element, event.target.value || null);
    else onSubmit?.();
  };
  const shared = {
    ...field,
    value: (rich ? plainOf(value) : value) ?? '',
    placeholder: element.placeholder?.text,
    'data-action-id': element.action_id,
    'data-autofocus': element.focus_on_load || null,
    onInput: input,
    onKeyDown: enter,
  };
  if (multiline) return html`<textarea class="box" rows="4" ...${shared} />`;
  return html`<input class="box" type="text" autocomplete="off" inputmode=${INPUT_MODE[element.type]} ...${shared} />`;
}

function richText(text) {
  if (!text) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

const plainOf = (value) => value?.elements.flatMap((part) => part.elements ?? []).map((leaf) => leaf.text ?? '').join('');
