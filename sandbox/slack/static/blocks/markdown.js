// The markdown block: the usual Markdown, drawn as elements.
import { html } from '../vendor/preact.js';
import { withEmoji } from '../emoji.js';
import { Link, safeLink } from '../mrkdwn.js';

export function Markdown({ block }) {
  return html`<div class="rich">${chunksOf(block.text).map(([kind, lines]) => CHUNK[kind](lines))}</div>`;
}

const KINDS = [
  ['heading', /^#{1,6} +/],
  ['quote', /^> ?/],
  ['bullets', /^\s*[-*+] +/],
  ['numbers', /^\s*\d+[.)] +/],
  ['rule', /^(?:-{3,}|\*{3,})\s*$/],
  ['table', /^\|.*\|\s*$/],
];
const kindOf = (line) => KINDS.find(([, pattern]) => pattern.test(line))?.[0] ?? 'paragraph';
const stripped = (kind, line) => line.replace(KINDS.find(([name]) => name === kind)?.[1] ?? /^$/, '');

/** [kind, lines] of neighbouring lines of one kind; fences are taken whole. */
function chunksOf(text) {
  const chunks = [];
  text.split(/^```.*\n([\s\S]*?)^```$/m).forEach((part, index) => {
    if (index % 2) return chunks.push(['code', [part]]);
    return part.split('\n').forEach((line) => {
      const kind = line.trim() ? kindOf(line) : 'blank';
      const last = chunks.at(-1);
      if (last?.[0] === kind && kind !== 'heading') last[1].push(line);
      else chunks.push([kind, [line]]);
    });
  });
  return chunks;
}

const items = (kind, lines) => lines.map((line) => html`<li>${inline(stripped(kind, line))}</li>`);
const lineBreaks = (lines) => lines.flatMap((line, index) => (index ? [html`<br />`, inline(line)] : [inline(line)]));

const CHUNK = {
  heading: ([line]) => html`<h3 class="header">${inline(stripped('heading', line))}</h3>`,
  quote: (lines) => html`<blockquote>${lineBreaks(lines.map((line) => stripped('quote', line)))}</blockquote>`,
  bullets: (lines) => html`<ul>${items('bullets', lines)}</ul>`,
  numbers: (lines) => html`<ol>${items('numbers', lines)}</ol>`,
  rule: () => html`<hr />`,
  table: (lines) => html`<div class="table-scroll" tabindex="0"><table><tbody>${withoutRule(lines).map(tableRow)}</tbody></table></div>`,
  code: ([text]) => html`<pre>${text}</pre>`,
  paragraph: (lines) => html`<p>${lineBreaks(lines)}</p>`,
  blank: () => null,
};

const withoutRule = (lines) => lines.filter((line) => !/^[|\s:-]+$/.test(line));

function tableRow(line, index) {
  const tag = index ? 'td' : 'th';
  return html`<tr>${line.trim().slice(1, -1).split('|').map((cell) => html`<${tag}>${inline(cell.trim())}<//>`)}</tr>`;
}

const INLINE = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)|(?<![\p{L}\p{N}*])\*(\S[^*]*?)\*|(?<![\p{L}\p{N}_])_(\S[^_]*?)_(?![\p{L}\p{N}])/gu;

function inline(text) {
  const out = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, code, bold, strong, strike, label, url, star, italic] = found;
    out.push(withEmoji(text.slice(end, found.index)));
    end = found.index + whole.length;
    if (code) out.push(html`<code>${code}</code>`);
    else if (bold ?? strong) out.push(html`<b>${inline(bold ?? strong)}</b>`);
    else if (strike) out.push(html`<s>${inline(strike)}</s>`);
    else if (label) out.push(safeLink(url) ? html`<${Link} url=${url}>${inline(label)}<//>` : whole);
    else out.push(html`<i>${inline(star ?? italic)}</i>`);
  }
  out.push(withEmoji(text.slice(end)));
  return out;
}
