// Date, time, and both: the browser's own pickers.
import { html } from '../vendor/preact.js';
import { useConfirm } from '../confirm.js';

const INPUT_TYPE = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };

export function DateTime({ element, block, form, field }) {
  const [guard, dialog] = useConfirm(element);
  const both = element.type === 'datetimepicker';
  const value = form.valueOf(block, element);
  const change = (event) => {
    const text = event.target.value;
    const next = !text ? null : both ? Date.parse(text) / 1000 : text;
    guard(() => form.set(block, element, next));
  };
  return html`<input class="box" type=${INPUT_TYPE[element.type]} value=${(both ? localInput(value) : value) ?? ''}
    data-action-id=${element.action_id} data-autofocus=${element.focus_on_load || null} onChange=${change} ...${field} />${dialog}`;
}

/** Seconds since the epoch as `datetime-local` wants them, in local time. */
function localInput(epoch) {
  if (!epoch) return null;
  const offset = new Date(epoch * 1000).getTimezoneOffset() * 60_000;
  return new Date(epoch * 1000 - offset).toISOString().slice(0, 16);
}
