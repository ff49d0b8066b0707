// Where the app is installed, and the button that removes it; each workspace's plan.
import { html, render, useState } from './vendor/preact.js';
import { get, send } from './api.js';

function Installed({ app, teams: given }) {
  const [teams, setTeams] = useState(given);
  const [trouble, setTrouble] = useState('');
  const change = async (path, body) => {
    try {
      const { result } = await send('POST', path, body);
      setTeams(teams.map((each) => (each.id === result.id ? result : each)));
      setTrouble('');
    } catch (refused) {
      setTrouble(refused.message);
    }
  };
  const remove = (team) => window.confirm(`Remove ${app} from ${team.name}?`) && change('/apps/uninstall', { team: team.id });
  const other = (team) => (team.plan === 'free' ? 'paid' : 'free');
  return html`<h1>${app}</h1>
    ${trouble && html`<p class="error" role="alert">${trouble}</p>`}
    ${teams.map((team) => html`<section key=${team.id}>
      <h2><a href=${`/?team=${team.domain}`}>${team.name}</a></h2>
      <p>${team.is_installed ? 'Installed' : 'Not installed'} · ${team.plan} plan</p>
      <ul>${team.scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
      <div class="choices">
        <button type="button" class="danger" disabled=${!team.is_installed} onClick=${() => remove(team)}>Remove App</button>
        <button type="button" onClick=${() => change('/apps/plan', { team: team.id, plan: other(team) })}>Change to the ${other(team)} plan</button>
      </div>
    </section>`)}`;
}

render(html`<${Installed} ...${await get('/apps/installed')} />`, document.querySelector('main'));
