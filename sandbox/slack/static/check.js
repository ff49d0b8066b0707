// What Slack's own client refuses before it submits a view. The server checks the same again for the headless client.
import { stateful } from './fields.js';

/** block_id -> sentence, empty when the view may be submitted. */
export function problemsOf(blocks, valueOf, t) {
  const problems = {};
  for (const [block, element] of stateful(blocks)) {
    if (block.type !== 'input') continue;
    const problem = problemOf(block, element, valueOf(block, element), t);
    if (problem) problems[block.block_id] = problem;
  }
  return problems;
}

function problemOf(block, element, value, t) {
  const empty = value === null || value === undefined || value.length === 0;
  if (empty) return block.optional ? null : t('required');
  return CHECKS[element.type]?.(element, value, t) ?? null;
}

const CHECKS = {
  plain_text_input: lengthProblem,
  number_input: numberProblem,
  email_text_input: (_, value, t) => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value) ? null : t('bad_email')),
  url_text_input: (_, value, t) => (/^https?:\/\/[^\s/]+/i.test(value) ? null : t('bad_url')),
  file_input: filesProblem,
};

function lengthProblem({ min_length: least = 0, max_length: most = 3000 }, value, t) {
  if (value.length > most) return t('too_long', most);
  return value.length < least ? t('too_short', least) : null;
}

function numberProblem({ is_decimal_allowed: decimals, min_value: least, max_value: most }, value, t) {
  if (!(decimals ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(value)) return t(decimals ? 'bad_number' : 'bad_integer');
  if (least !== undefined && Number(value) < Number(least)) return t('number_low', least);
  return most !== undefined && Number(value) > Number(most) ? t('number_high', most) : null;
}

function filesProblem({ max_files: most = 10, filetypes }, files, t) {
  if (files.length > most) return t('too_many_files', most);
  return filetypes && files.some((file) => !filetypes.includes(file.filetype)) ? t('bad_files', filetypes.join(', ')) : null;
}
