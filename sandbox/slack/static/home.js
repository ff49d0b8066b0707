// The app's Home tab.
import { html } from './vendor/preact.js';
import { Blocks } from './blocks/blocks.js';
import { useClient } from './client.js';
import { useForm } from './inputs.js';

export function Home({ tabs }) {
  const { snap, t } = useClient();
  return html`<main class="home" data-channel="home">
    <div class="head"><h1>${snap.app.name}</h1></div>
    ${tabs}
    <div class="home-body">
      ${snap.home
        ? html`<${HomeView} key=${snap.home.id} view=${snap.home} />`
        : html`<p class="none">${t(snap.app.home_enabled ? 'no_home' : 'no_messages')}</p>`}
    </div>
  </main>`;
}

function HomeView({ view }) {
  const form = useForm({ where: { view_id: view.id }, blocks: view.blocks, known: view.state.values });
  return html`<${Blocks} blocks=${view.blocks} form=${form} />${form.note && html`<div class="error" role="alert">⚠️ ${form.note}</div>`}`;
}
