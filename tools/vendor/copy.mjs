// Copies what the page of the local Slack carries along, with the licences and the hashes that a test compares.
// Run `npm ci && node copy.mjs` here after changing a version in package.json.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../../sandbox/slack/static/vendor');

const FILES = [
  ['preact.js', 'htm/preact/standalone.module.js'],
  ['lato-400.woff2', '@fontsource/lato/files/lato-latin-400-normal.woff2'],
  ['lato-700.woff2', '@fontsource/lato/files/lato-latin-700-normal.woff2'],
  ['lato-900.woff2', '@fontsource/lato/files/lato-latin-900-normal.woff2'],
];

// The standalone module of htm has Preact inside; the package preact is here for its licence alone.
const LICENCES = [
  ['htm', 'Apache-2.0', 'preact.js (htm with Preact inside)'],
  ['preact', 'MIT', 'preact.js (htm with Preact inside)'],
  ['@fontsource/lato', 'OFL-1.1', 'lato-*.woff2'],
];

const read = (path) => readFileSync(join(here, 'node_modules', path));

function copyFiles() {
  const hashes = {};
  for (const [name, source] of FILES) {
    const bytes = read(source);
    writeFileSync(join(target, name), bytes);
    hashes[name] = createHash('sha256').update(bytes).digest('hex');
  }
  writeFileSync(join(here, 'hashes.json'), `${JSON.stringify(hashes, null, 2)}\n`);
}

function writeLicences() {
  const chapters = LICENCES.map(([name, licence, covers]) => {
    const { version } = JSON.parse(read(`${name}/package.json`));
    const about = name === 'preact' ? `\`${name}\`` : `\`${name}\` ${version}`;
    return `## ${about}, ${licence}: ${covers}\n\n\`\`\`\n${read(`${name}/LICENSE`).toString().trim()}\n\`\`\`\n`;
  });
  writeFileSync(join(target, 'LICENSES.md'), `# Licences of the files in this folder\n\n${chapters.join('\n')}`);
}

mkdirSync(target, { recursive: true });
copyFiles();
writeLicences();
