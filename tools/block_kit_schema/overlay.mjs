// What the published types and their comments lack, or state differently from the documentation (Slack fact sheet 3).
// definition -> property -> limits; REQUIRED adds to the required properties.
export const REQUIRED = Symbol('required');

const OPTION = { [REQUIRED]: ['value'], text: { maxTextLength: 75 }, value: { maxLength: 150, minLength: 1 }, description: { maxTextLength: 75 } };
const OPTIONS = { options: { minItems: 1 } };
const CHOSEN_SEVERAL = { max_selected_items: { minimum: 1 } };
const WORDS = { title: { maxTextLength: 24 }, submit: { maxTextLength: 24 }, close: { maxTextLength: 24 } };

export const OVERLAY = {
  PlainTextOption: OPTION,
  MrkdwnOption: OPTION,
  Button: { text: { maxTextLength: 75 } },
  ConfirmationDialog: { title: { maxTextLength: 100 }, text: { maxTextLength: 300 }, confirm: { maxTextLength: 30 }, deny: { maxTextLength: 30 } },
  StaticSelect: OPTIONS,
  MultiStaticSelect: { ...OPTIONS, ...CHOSEN_SEVERAL },
  MultiExternalSelect: CHOSEN_SEVERAL,
  MultiUsersSelect: CHOSEN_SEVERAL,
  MultiConversationsSelect: CHOSEN_SEVERAL,
  MultiChannelsSelect: CHOSEN_SEVERAL,
  Overflow: OPTIONS,
  Checkboxes: OPTIONS,
  RadioButtons: OPTIONS,
  Datepicker: { initial_date: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' } },
  Timepicker: { initial_time: { pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' } },
  DateTimepicker: { initial_date_time: { minimum: 1000000000, maximum: 9999999999 } },
  PlainTextInput: { min_length: { minimum: 0, maximum: 3000 }, max_length: { minimum: 1, maximum: 3000 }, initial_value: { maxLength: 3000 } },
  NumberInput: Object.fromEntries(['initial_value', 'min_value', 'max_value'].map((name) => [name, { pattern: '^-?\\d+(\\.\\d+)?$' }])),
  RichTextInput: { min_lines: { minimum: 1, maximum: 100 }, max_lines: { minimum: 1, maximum: 100 } },
  FileInput: { max_files: { minimum: 1, maximum: 10 } },
  ImageElement: { image_url: { maxLength: 3000 }, alt_text: { maxLength: 2000 } },
  ActionsBlock: { elements: { minItems: 1 } },
  ContextBlock: { elements: { minItems: 1 } },
  SectionBlock: { fields: { minItems: 1 } },
  HeaderBlock: { text: { maxTextLength: 150 } },
  InputBlock: { label: { maxTextLength: 2000 }, hint: { maxTextLength: 2000 } },
  AlertBlock: { text: { maxTextLength: 200 } },
  ContainerBlock: { child_blocks: { minItems: 1 } },
  CarouselBlock: { elements: { minItems: 1, maxItems: 10 } },
  ModalView: { ...WORDS, external_id: { maxLength: 255 } },
  HomeView: { external_id: { maxLength: 255 } },
};
