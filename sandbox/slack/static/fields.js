// Which field of Slack's state holds what an element says, and what it says at first.

const FIELD = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  checkboxes: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  file_input: 'files',
  rich_text_input: 'rich_text_value',
};

export const fieldOf = (element) => FIELD[element.type];

const LISTS = new Set(['selected_options', 'selected_users', 'selected_channels', 'selected_conversations', 'files']);

export const holdsList = (element) => LISTS.has(fieldOf(element));

/** What the app pre-filled: `initial_option`, `initial_date`, `initial_value` and so on; an empty list or null without. */
export function initialOf(element) {
  const field = fieldOf(element);
  const key = `initial_${field.replace(/^selected_/, '').replace('rich_text_value', 'value')}`;
  return element[key] ?? (holdsList(element) ? [] : null);
}

/** Every element of `blocks` that keeps a value, with its block. */
export function* stateful(blocks) {
  for (const block of blocks) {
    for (const element of [block.element, block.accessory, ...(block.elements ?? [])]) {
      if (element?.action_id && fieldOf(element)) yield [block, element];
    }
  }
}
