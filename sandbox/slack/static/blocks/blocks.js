// Block Kit's blocks. `form` is where they live (inputs.js); `errors` are sentences by block_id.
import { html } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { Element } from '../elements/element.js';
import { Text } from '../mrkdwn.js';
import { InputBlock } from './input.js';
import { Markdown } from './markdown.js';
import { RichText } from './rich_text.js';
import { Table } from './table.js';

const DRAW = {
  header: ({ block }) => html`<${Text} of=${block.text} tag="h3" class="header" />`,
  divider: () => html`<hr />`,
  section: Section,
  context: Context,
  actions: Actions,
  image: Picture,
  input: InputBlock,
  markdown: Markdown,
  rich_text: RichText,
  table: Table,
};

export function Blocks({ blocks, form, errors = {}, onSubmit }) {
  return html`<div class="blocks">
    ${blocks.map((block) => html`<div key=${block.block_id} class=${`block ${block.type}`} data-block-id=${block.block_id}>
      <${DRAW[block.type] ?? Unknown} block=${block} form=${form} error=${errors[block.block_id]} onSubmit=${onSubmit} />
    </div>`)}
  </div>`;
}

export function Unknown({ block }) {
  const { t } = useClient();
  return html`<em class="unknown">${t('not_drawn', block.type)}</em>`;
}

function Section({ block, form }) {
  const { text, fields, accessory } = block;
  return html`
    <div class="grow">
      <${Text} of=${text} tag="div" />
      ${fields && html`<div class="fields">${fields.map((field) => html`<${Text} of=${field} tag="div" />`)}</div>`}
    </div>
    ${accessory && html`<div class=${`accessory ${accessory.type}`}><${Element} element=${accessory} block=${block} form=${form} /></div>`}`;
}

function Context({ block, form }) {
  return block.elements.map((element) => (element.type === 'image'
    ? html`<${Element} element=${element} block=${block} form=${form} />`
    : html`<${Text} of=${element} />`));
}

function Actions({ block, form }) {
  return block.elements.map((element) => html`<${Element} key=${element.action_id} element=${element} block=${block} form=${form} />`);
}

function Picture({ block }) {
  return html`<figure>
    <${Text} of=${block.title} tag="figcaption" />
    <img src=${block.image_url ?? block.slack_file?.url} alt=${block.alt_text} />
  </figure>`;
}
