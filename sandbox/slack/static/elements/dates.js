// Date, time, and both: the browser's own pickers.
import { html } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { useConfirm } from '../confirm.js';

const INPUT_TYPE = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };

export function DateTime({ element, block, form, field }) {
  const { locale } = useClient();
  const [guard, dialog] = useConfirm(element);
  const both = element.type === 'datetimepicker';
  const value = form.valueOf(block, element);
  const change = (event) => {
    const text = event.target.value;
    const next = !text ? null : both ? Date.parse(text) / 1000 : text;
    guard(() => form.set(block, element, next));
  };
  // A browser writes dates in its own language: until the field is entered, Slack's way of writing them lies over it.
  return html`<span class="date"><input class="box" type=${INPUT_TYPE[element.type]} value=${(both ? localInput(value) : value) ?? ''}
    data-action-id=${element.action_id} data-autofocus=${element.focus_on_load || null} onChange=${change} ...${field} />
    <span class="date-words" aria-hidden="true">${value ? inWords(element.type, value, locale) : element.placeholder?.text}</span></span>${dialog}`;
}

const STYLES = { datepicker: { dateStyle: 'long' }, timepicker: { timeStyle: 'short' }, datetimepicker: { dateStyle: 'long', timeStyle: 'short' } };

const MOMENT = {
  datepicker: (date) => new Date(`${date}T00:00`),
  timepicker: (time) => new Date(`2000-01-01T${time}`),
  datetimepicker: (epoch) => new Date(epoch * 1000),
};

function inWords(type, value, locale) {
  return new Intl.DateTimeFormat(locale, STYLES[type]).format(MOMENT[type](value));
}

/** Seconds since the epoch as `datetime-local` wants them, in local time. */
function localInput(epoch) {
  if (!epoch) return null;
  const offset = new Date(epoch * 1000).getTimezoneOffset() * 60_000;
  return new Date(epoch * 1000 - offset).toISOString().slice(0, 16);
}
