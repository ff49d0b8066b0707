// "Cobro is asking to be let into …": who installs the app, into which workspace, with which scopes.
import { html, render, useState } from './vendor/preact.js';
import { get, send } from './api.js';

const main = document.querySelector('main');
const asked = Object.fromEntries(new URLSearchParams(location.search));

function Ask({ app, scopes, teams, team }) {
  const wanted = teams.find((each) => each.id === team) ?? teams.find((each) => !each.is_installed) ?? teams[0];
  const [person, setPerson] = useState(wanted.people.find((each) => !each.is_restricted).id);
  const [trouble, setTrouble] = useState('');
  const here = teams.find((each) => each.people.some((one) => one.id === person));
  const decide = async (allow) => {
    try {
      const { result } = await send('POST', '/oauth/v2/authorize', { ...asked, person, allow });
      location.assign(result.redirect);
    } catch (refused) {
      setTrouble(refused.message);
    }
  };
  return html`<h1>${app} is requesting permission to access the ${here.name} workspace</h1>
    <label for="person">Who installs it</label>
    <select id="person" value=${person} onChange=${(event) => { setPerson(event.target.value); setTrouble(''); }}>
      ${teams.map((each) => html`<optgroup label=${each.name}>${each.people.map((one) => html`
        <option value=${one.id}>${one.real_name}${one.title && ` · ${one.title}`}</option>`)}</optgroup>`)}
    </select>
    <h2>What will ${app} be able to do?</h2>
    <ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
    ${trouble && html`<p class="error" role="alert">${trouble}</p>`}
    <div class="choices">
      <button type="button" onClick=${() => decide(false)}>Cancel</button>
      <button type="button" class="primary" onClick=${() => decide(true)}>Allow</button>
    </div>`;
}

try {
  render(html`<${Ask} ...${await get(`/oauth/v2/request${location.search}`)} />`, main);
} catch (refused) {
  render(html`<h1>Something went wrong when authorizing this app</h1><p>Error details: <code>${refused.message}</code></p>`, main);
}
