// Everything that an app can show, side by side: the samples that it handed to POST gallery, drawn as the page draws them and checked.
import { html, render, useEffect, useMemo, useState } from './vendor/preact.js';
import { get } from './api.js';
import { Blocks } from './blocks/blocks.js';
import { Findings } from './findings.js';
import { Client } from './client.js';
import { useForm } from './inputs.js';
import { ModalFace } from './modal.js';
import { Mrkdwn } from './mrkdwn.js';
import { Avatar, personOf } from './people.js';
import { wordsFor } from './words.js';

const LOCALES = { es: 'es-LA', en: 'en-US' };
const localeOf = (language) => LOCALES[language.slice(0, 2)] ?? 'en-US';

function Gallery() {
  const [shown, setShown] = useState(null);
  const asked = useMemo(() => Object.fromEntries(new URLSearchParams(location.search)), []);
  const [language, setLanguage] = useState(asked.language ?? '');
  const [query, setQuery] = useState(asked.query ?? '');
  const [trouble, setTrouble] = useState('');
  useEffect(() => { Promise.resolve(window.GALLERY ?? get('gallery')).then(setShown, (error) => setTrouble(error.message)); }, []);
  const t = wordsFor(localeOf(language || navigator.language));
  if (!shown) return html`<p class="none" role="status">${trouble || t('loading')}</p>`;
  if (!shown.samples.length) return html`<p class="none" role="status">${t('gallery_empty')}</p>`;
  const languages = [...new Set(shown.samples.map((sample) => sample.language))];
  const chosen = languages.includes(language) ? language : languages[0];
  const samples = shown.samples.filter((sample) => sample.language === chosen && `${sample.module} ${sample.name}`.includes(query));
  return html`<${Client.Provider} value=${stillClient(shown.snapshot, chosen)}>
    <${Head} samples=${samples} languages=${languages} language=${chosen} onLanguage=${setLanguage} query=${query} onQuery=${setQuery} />
    <main class="gallery">${samples.map((sample) => html`<${Sample} key=${idOf(sample)} sample=${sample} />`)}</main>
  <//>`;
}

/** What components ask for, where nobody answers: every click is a no-op. */
function stillClient(snap, language) {
  const locale = localeOf(language);
  return { snap, locale, t: wordsFor(locale), api: async () => null, openThread: () => {}, preview: () => {}, visit: () => {}, now: () => snap.clock.now_ms };
}

function Head({ samples, languages, language, onLanguage, query, onQuery }) {
  const t = wordsFor(localeOf(language));
  const refused = samples.filter((sample) => sample.errors.length).length;
  useEffect(() => { document.documentElement.lang = language.slice(0, 2); }, [language]);
  return html`<header class="gallery-head">
    <h1>${t('gallery')}</h1>
    <p role="status" class=${refused ? 'error' : 'fine'}>${t('gallery_count', samples.length)} · ${refused ? t('gallery_refused', refused) : `✓ ${t('gallery_fine')}`}</p>
    <select class="box" aria-label=${t('gallery_language')} onChange=${(event) => onLanguage(event.target.value)}>
      ${languages.map((name) => html`<option value=${name} selected=${name === language}>${name}</option>`)}</select>
    <input class="box" type="search" aria-label=${t('filter')} placeholder=${t('filter')} value=${query} onInput=${(event) => onQuery(event.target.value)} />
  </header>`;
}

const idOf = (sample) => `${sample.module} ${sample.name} ${sample.language}`.replace(/\W+/g, '-');

function Sample({ sample }) {
  const drawn = sample.drawn ?? {};
  return html`<section class="sample" data-surface=${sample.surface} id=${idOf(sample)} data-sample=${`${sample.module}/${sample.name}`}>
    <h2><a href=${`#${idOf(sample)}`}>${sample.module}</a> <small>${sample.name}</small></h2>
    ${sample.errors.length > 0 && html`<${Findings} errors=${sample.errors} />`}
    ${sample.surface === 'message' && html`<div class="notification">🔔 <${Mrkdwn} text=${sample.text} /></div>`}
    <${DRAW[sample.surface] ?? DRAW.message} drawn=${drawn} id=${idOf(sample)} />
  </section>`;
}

const DRAW = { message: DrawnMessage, modal: DrawnModal, home: DrawnHome };

/** The blocks with a form that keeps what is chosen and tells nobody. */
function Still({ blocks, id }) {
  const form = useForm({ where: { view_id: id }, blocks });
  return html`<${Blocks} blocks=${blocks} form=${{ ...form, act: async () => null, options: async () => [] }} />`;
}

function DrawnMessage({ drawn, id }) {
  return html`<article class="message picture"><${AppSays} />
    <div class="said"><${AppName} /><${Still} blocks=${drawn.blocks ?? []} id=${id} /></div></article>`;
}

function DrawnModal({ drawn, id }) {
  if (!drawn.title) return null;
  const nothing = () => {};
  return html`<div class="dialog modal picture">
    <${ModalFace} view=${drawn} onClose=${nothing} onBack=${nothing} onSubmit=${nothing}>
      <div class="dialog-body"><${Still} blocks=${drawn.blocks} id=${id} /></div>
    <//>
  </div>`;
}

function DrawnHome({ drawn, id }) {
  return html`<div class="home-body picture"><${Still} blocks=${drawn.blocks ?? []} id=${id} /></div>`;
}

function AppSays() {
  return html`<${Client.Consumer}>${({ snap }) => html`<div class="gutter"><${Avatar} user=${personOf(snap, snap.app.bot_user)} /></div>`}<//>`;
}

function AppName() {
  return html`<${Client.Consumer}>${({ snap }) => html`<div class="who"><b>${snap.app.name}</b><span class="app-badge">APP</span></div>`}<//>`;
}

render(html`<${Gallery} />`, document.body);
