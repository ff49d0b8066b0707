// The rich_text block, which is also what a person's own message carries.
import { html } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { datePattern } from '../dates.js';
import { emojiOf } from '../emoji.js';
import { Link, Mention, plain, safeLink } from '../mrkdwn.js';

export function RichText({ block }) {
  return html`<div class="rich">${block.elements.map((part) => html`<${Part} part=${part} />`)}</div>`;
}

function Part({ part }) {
  const inside = (part.elements ?? []).map((element) => html`<${Leaf} leaf=${element} />`);
  switch (part.type) {
    case 'rich_text_section': return html`<div>${inside}</div>`;
    case 'rich_text_quote': return html`<blockquote>${inside}</blockquote>`;
    case 'rich_text_preformatted': return html`<pre>${inside}</pre>`;
    case 'rich_text_list': return html`<${List} part=${part} />`;
    default: return null;
  }
}

function List({ part }) {
  const tag = part.style === 'ordered' ? 'ol' : 'ul';
  const items = part.elements.map((item) => html`<li><${Part} part=${item} /></li>`);
  return html`<${tag} start=${part.offset ? part.offset + 1 : null} style=${`margin-left:${(part.indent ?? 0) * 24}px`}>${items}<//>`;
}

const TAGS = { bold: 'b', italic: 'i', strike: 's', underline: 'u', code: 'code' };

function Leaf({ leaf }) {
  const client = useClient();
  const text = leafText(leaf, client);
  return Object.entries(TAGS).reduce((inner, [style, tag]) => (leaf.style?.[style] ? html`<${tag}>${inner}<//>` : inner), text);
}

function leafText(leaf, client) {
  switch (leaf.type) {
    case 'text': return plain(leaf.text);
    case 'link': return safeLink(leaf.url) ? html`<${Link} url=${leaf.url}>${leaf.text || leaf.url}<//>` : leaf.text || leaf.url;
    case 'emoji': return emojiOf(leaf.name) ?? `:${leaf.name}:`;
    case 'user': return html`<${Mention} id=${leaf.user_id} />`;
    case 'usergroup': return html`<span class="mention">@${leaf.usergroup_id}</span>`;
    case 'channel': return html`<span class="mention">#${client.snap.channels.find(({ id }) => id === leaf.channel_id)?.name ?? leaf.channel_id}</span>`;
    case 'broadcast': return html`<span class="mention call">@${leaf.range}</span>`;
    case 'date': return datePattern(String(leaf.timestamp), leaf.format, client) ?? leaf.fallback ?? '';
    case 'color': return leaf.value;
    default: return leaf.text ?? '';
  }
}
