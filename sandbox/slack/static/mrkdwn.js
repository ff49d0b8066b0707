// Slack's mrkdwn and plain text as elements. Nothing here makes HTML out of a string, so no text can become markup.
import { html } from './vendor/preact.js';
import { useClient } from './client.js';
import { datePattern } from './dates.js';
import { emojiOf, withEmoji } from './emoji.js';
import { placeOfPermalink } from './session.js';

/** A Block Kit text object, of either type. */
export function Text({ of, tag = 'span', ...rest }) {
  const client = useClient();
  if (!of) return null;
  const inside = of.type === 'mrkdwn' ? mrkdwn(of.text, client) : plain(of.text);
  return html`<${tag} ...${rest}>${inside}</${tag}>`;
}

export function Mrkdwn({ text }) {
  const client = useClient();
  return html`<div class="text">${mrkdwn(text, client)}</div>`;
}

/** Plain text as a string: escapes resolved and shortcodes replaced, for names and attributes. */
export const plainString = (text) => withEmoji(unescape(text ?? ''));

export const plain = (text) => withBreaks(plainString(text).split('\n'));

export const safeLink = (url) => (/^(https?:\/\/|mailto:)/i.test(url) ? url : null);

export function mrkdwn(text, client) {
  return text.split(/```/).map((part, index, parts) => {
    const fenced = index % 2 === 1 && index < parts.length - 1;
    if (fenced) return html`<pre>${unescape(part.replace(/^\n|\n$/g, ''))}</pre>`;
    const open = index % 2 === 1 ? '```' : '';
    return paragraphs(open + part.replace(index && !open ? /^\n/ : /^$/, ''), client);
  });
}

/** Lines, with runs of quoted ones gathered in one quote. */
function paragraphs(text, client) {
  const runs = [];
  for (const line of text.split('\n')) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    const last = runs.at(-1);
    if (last && last.quoted === Boolean(quote)) last.lines.push(quote ? quote[1] : line);
    else runs.push({ quoted: Boolean(quote), lines: [quote ? quote[1] : line] });
  }
  return runs.map(({ quoted, lines }) => {
    const inside = withBreaks(lines.map((line) => inline(line, client)));
    return quoted ? html`<blockquote>${inside}</blockquote>` : inside;
  });
}

const withBreaks = (lines) => lines.flatMap((line, index) => (index ? [html`<br />`, line] : [line]));

// A mark opens after and closes before anything that is not a letter or a digit, so 2*3*4 stays as it is.
const between = (mark) => `(?<![\\p{L}\\p{N}${mark}])${mark}(?=\\S)([^${mark}\\n]*?[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`;
const INLINE = new RegExp(
  ['`([^`\\n]+)`', '<([^<>\\n]+)>', ':([a-z0-9_+-]+):', between('\\*'), between('_'), between('~')].join('|'),
  'gu',
);

function inline(text, client) {
  const out = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, code, token, emoji, bold, italic, strike] = found;
    if (emoji && !emojiOf(emoji)) continue;
    out.push(unescape(text.slice(end, found.index)));
    end = found.index + whole.length;
    if (code) out.push(html`<code>${unescape(code)}</code>`);
    else if (token) out.push(reference(token, client));
    else if (emoji) out.push(emojiOf(emoji));
    else if (bold) out.push(html`<b>${inline(bold, client)}</b>`);
    else if (italic) out.push(html`<i>${inline(italic, client)}</i>`);
    else out.push(html`<s>${inline(strike, client)}</s>`);
  }
  out.push(unescape(text.slice(end)));
  return out;
}

/** What stands between angle brackets: a person, a channel, a group call, a date or a link. */
function reference(token, client) {
  const [target, label] = cut(token, '|');
  if (target.startsWith('@')) return html`<${Mention} id=${target.slice(1)} fallback=${label} />`;
  if (target.startsWith('#')) return html`<span class="mention">#${channelName(target.slice(1), client) ?? label ?? target.slice(1)}</span>`;
  if (target.startsWith('!date^')) return dateReference(target, label, client);
  if (target.startsWith('!')) return html`<span class="mention call">@${label || target.slice(1)}</span>`;
  if (!safeLink(target)) return `<${unescape(token)}>`;
  const url = unescape(target);
  return html`<${Link} url=${url}>${label ? withEmoji(unescape(label)) : url.replace(/^mailto:/, '')}</${Link}>`;
}

export function Mention({ id, fallback }) {
  const { snap } = useClient();
  const user = snap.users[id];
  return html`<span class=${`mention ${id === snap.me ? 'me' : ''}`} data-user-id=${id}>@${user?.real_name ?? fallback ?? id}</span>`;
}

export function Link({ url, children }) {
  const { visit } = useClient();
  const place = url.startsWith(`${location.origin}/#/`) ? placeOfPermalink(url) : {};
  // A message of this workspace opens here, for the person who reads, and not in a new page for somebody else.
  const stay = (event) => { event.preventDefault(); visit(place); };
  if (place.in) return html`<a href=${url} onClick=${stay}>${children}</a>`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${children}</a>`;
}

function dateReference(target, fallback, client) {
  const [, epoch, pattern, url] = target.split('^');
  const text = datePattern(epoch, pattern ?? '', client) ?? fallback ?? '';
  return url && safeLink(url) ? html`<${Link} url=${url}>${text}</${Link}>` : html`<time>${text}</time>`;
}

const channelName = (id, { snap }) => snap.channels.find((channel) => channel.id === id)?.name;

function cut(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
function unescape(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}
