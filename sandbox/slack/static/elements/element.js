// One element of a block: which component draws which type.
import { html } from '../vendor/preact.js';
import { Button } from './button.js';
import { Choices } from './choices.js';
import { DateTime } from './dates.js';
import { FileInput } from './file_input.js';
import { Overflow } from './overflow.js';
import { Select } from './select.js';
import { TextInput } from './text_input.js';
import { useClient } from '../client.js';

const DRAW = {
  button: Button,
  overflow: Overflow,
  image: ({ element }) => html`<img src=${element.image_url ?? element.slack_file?.url} alt=${element.alt_text} />`,
  checkboxes: Choices,
  radio_buttons: Choices,
  plain_text_input: TextInput,
  number_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  rich_text_input: TextInput,
  datepicker: DateTime,
  timepicker: DateTime,
  datetimepicker: DateTime,
  file_input: FileInput,
  static_select: Select,
  external_select: Select,
  users_select: Select,
  channels_select: Select,
  conversations_select: Select,
  multi_static_select: Select,
  multi_external_select: Select,
  multi_users_select: Select,
  multi_channels_select: Select,
  multi_conversations_select: Select,
};

/** field: id and aria attributes from the input block around it; without one, the element names itself. */
export function Element({ element, block, form, field, onSubmit }) {
  const { t } = useClient();
  const Drawn = DRAW[element.type];
  if (!Drawn) return html`<em class="unknown">${t('not_drawn', element.type)}</em>`;
  const named = field ?? { 'aria-label': element.placeholder?.text ?? block.text?.text ?? element.action_id };
  return html`<${Drawn} element=${element} block=${block} form=${form} field=${named} onSubmit=${onSubmit} />`;
}
