// What Slack complains of: where, which rule, in its words.
import { html } from './vendor/preact.js';

/** errors: as blocks.validate answers them. */
export function Findings({ errors }) {
  return html`<ul class="findings">${errors.map((error) => html`<li class="error">
    <code>${error.pointer || '/'}</code> ${error.message} <small>${rule(error)}</small></li>`)}</ul>`;
}

function rule({ code, constraint }) {
  if (!constraint) return code;
  const got = constraint.got === undefined ? '' : `, ${JSON.stringify(constraint.got)}`;
  return `${code} · ${constraint.type}: ${JSON.stringify(constraint.expected)}${got}`;
}
