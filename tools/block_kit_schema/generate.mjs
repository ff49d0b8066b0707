// Writes sandbox/slack/block_kit.schema.json from the TypeScript types that Slack publishes (@slack/types).
// The types say shapes; lengths are prose in their doc comments and are lifted into maxLength, maxItems, maxTextLength.
// Run by `make schema`: npm ci && npm run generate
import { createGenerator } from 'ts-json-schema-generator';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OVERLAY, REQUIRED } from './overlay.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TARGET = path.join(HERE, '../../sandbox/slack/block_kit.schema.json');

const schema = generated();
const lifted = liftLimits(schema);
applyOverlay(schema.definitions);
removeProse(schema);
fs.writeFileSync(TARGET, JSON.stringify({ $comment: provenance(), ...schema }, null, 1) + '\n');
console.log(`${lifted} limits lifted, ${Object.keys(schema.definitions).length} definitions`);

function generated() {
  const folder = fs.mkdtempSync(path.join(HERE, '.generated-'));
  try {
    const root = path.join(folder, 'root.ts');
    const tsconfig = path.join(folder, 'tsconfig.json');
    fs.writeFileSync(root, `import type { KnownBlock, ModalView, HomeView } from '@slack/types';
export interface Root { blocks: KnownBlock[]; modal: ModalView; home: HomeView }${os.EOL}`);
    fs.writeFileSync(tsconfig, '{"compilerOptions":{"module":"nodenext","moduleResolution":"nodenext","strict":true,"skipLibCheck":true}}');
    const made = createGenerator({ path: root, tsconfig, type: 'Root', skipTypeCheck: true }).createSchema('Root');
    // AnyBlock admits `Block`, an object with any type: unknown blocks would pass.
    delete made.definitions.Block;
    made.definitions.AnyBlock = { $ref: '#/definitions/KnownBlock' };
    return made;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function liftLimits(node) {
  let count = 0;
  for (const property of Object.values(node.properties ?? {})) count += liftedFrom(property);
  for (const child of Object.values(node)) if (child && typeof child === 'object') count += liftLimits(child);
  return count;
}

function liftedFrom(property) {
  if (!property || typeof property !== 'object') return 0;
  const prose = (property.description ?? '').replace(/\s+/g, ' ');
  const found = {};
  const longest = prose.match(/max(?:imum)?(?: length)?[^.]*?([\d,]+) characters/i) ?? prose.match(/Limit ([\d,]+) characters/);
  if (longest) found[isText(property) ? 'maxTextLength' : property.type === 'array' ? 'maxItemTextLength' : 'maxLength'] = number(longest[1]);
  const shortest = prose.match(/minimum length[^.]*?(\d+)/i);
  if (shortest) found[isText(property) ? 'minTextLength' : 'minLength'] = number(shortest[1]);
  const most = prose.match(/(?:maximum (?:number of (?:items|options|option groups) is|of)|max of|up to|maximum) (\d+)(?: elements| items| options| blocks| rows| \{|\.)/i);
  if (most && property.type === 'array') found.maxItems = number(most[1]);
  Object.assign(property, found);
  return Object.keys(found).length;
}

function isText(property) {
  return /(PlainTextElement|MrkdwnElement|TextObject)$/.test(property.$ref ?? '') || (property.anyOf ?? []).some(isText);
}

function number(text) {
  return Number(text.replace(/,/g, ''));
}

function applyOverlay(definitions) {
  for (const [name, overlay] of Object.entries(OVERLAY)) {
    for (const shape of definitions[name].anyOf ?? [definitions[name]]) shape.required = [...(shape.required ?? []), ...(overlay[REQUIRED] ?? [])];
    for (const [property, limits] of Object.entries(overlay)) {
      const found = (definitions[name].anyOf ?? [definitions[name]]).map((shape) => shape.properties[property]).filter(Boolean);
      if (!found.length) throw new Error(`the overlay names ${name}.${property}, which @slack/types no longer has`);
      found.forEach((place) => Object.assign(place, limits));
    }
  }
}

function removeProse(node) {
  if (!node || typeof node !== 'object') return;
  if (typeof node.description === 'string') delete node.description;
  Object.values(node).forEach(removeProse);
}

function provenance() {
  const lock = JSON.parse(fs.readFileSync(path.join(HERE, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages['node_modules/@slack/types'];
  return { source: '@slack/types', version, integrity, generator: 'tools/block_kit_schema/generate.mjs' };
}
