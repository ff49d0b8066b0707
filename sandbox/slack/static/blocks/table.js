// The table block: the first row is the head.
import { html } from '../vendor/preact.js';
import { plain } from '../mrkdwn.js';
import { RichText } from './rich_text.js';

export function Table({ block }) {
  const settings = block.column_settings ?? [];
  const cells = (row, tag) => row.map((cell, column) => html`<${tag} style=${styleOf(settings[column])}><${Cell} cell=${cell} /><//>`);
  const [head, ...rows] = block.rows;
  return html`<div class="table-scroll" tabindex="0"><table>
    <thead><tr>${cells(head, 'th')}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${cells(row, 'td')}</tr>`)}</tbody>
  </table></div>`;
}

const styleOf = (setting = {}) => `text-align:${setting.align ?? 'left'}; white-space:${setting.is_wrapped ? 'normal' : 'nowrap'}`;

function Cell({ cell }) {
  if (cell.type === 'rich_text') return html`<${RichText} block=${cell} />`;
  return plain(String(cell.text ?? cell.value ?? ''));
}
