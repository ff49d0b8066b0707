// Faults on demand: what the local Slack does wrong the next few times.
import { html, useEffect, useState } from './vendor/preact.js';
import { get, send } from './api.js';
import { useClient } from './client.js';

// [kind, the field of its own besides what and times]
const KINDS = [
  ['slow', 'seconds'],
  ['rate_limited', 'seconds'],
  ['server_error', 'status'],
  ['refused', 'code'],
  ['dropped_answer'],
  ['duplicate_delivery'],
  ['lost_delivery'],
  ['drop_sockets'],
  ['refresh_sockets'],
  ['expired_trigger'],
];
const FIELDS = {
  seconds: { type: 'number', min: '1', defaultValue: '5' },
  status: { type: 'number', min: '500', defaultValue: '503' },
  code: { type: 'text', defaultValue: 'internal_error' },
};

export function Faults({ links }) {
  const { snap, t } = useClient();
  const [faults, setFaults] = useState([]);
  const [kind, setKind] = useState('slow');
  const [problem, setProblem] = useState('');
  const show = (answer) => { setFaults(answer.faults); setProblem(''); };
  const run = (request) => request.then(show, (error) => setProblem(error.message));
  useEffect(() => { run(get('faults')); }, [snap.faults?.length]);
  const add = (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value));
    const numbers = ['times', 'seconds', 'status'].filter((name) => name in given).map((name) => [name, Number(given[name])]);
    run(send('POST', 'faults', { ...given, ...Object.fromEntries(numbers) }));
  };
  const own = KINDS.find(([name]) => name === kind)[1];
  return html`<details class="faults"><summary>${t('faults')}${faults.length > 0 && html` <span class="badge">${faults.length}</span>`}</summary>
    <form onSubmit=${add}>
      <label>${t('fault_what')} 
        <select class="box" name="kind" value=${kind} onChange=${(event) => setKind(event.target.value)}>${KINDS.map(([name]) => html`<option value=${name}>${name}</option>`)}</select></label>
      ${own && html`<label>${t(own)} <input class="box" key=${own} name=${own} ...${FIELDS[own]} /></label>`}
      <label>${t('fault_where')} <input class="box" name="what" placeholder=${t('fault_any')} /></label>
      <label>${t('fault_times')} <input class="box" name="times" type="number" min="1" defaultValue="1" /></label>
      <button type="submit" class="btn">${t('add_fault')}</button>
      <button type="button" class="btn" disabled=${!faults.length} onClick=${() => run(send('DELETE', 'faults'))}>${t('clear_faults')}</button>
    </form>
    ${problem && html`<p class="error" role="alert">${problem}</p>`}
    <ul>${faults.map((fault) => html`<li><code>${JSON.stringify(fault)}</code></li>`)}</ul>
    ${faults.length === 0 && html`<p class="none">${t('no_faults')}</p>`}
    ${links.alegra && html`<p><a href=${new URL('#controles', links.alegra).href} target="_blank" rel="noopener">${t('alegra_faults')}</a></p>`}
  </details>`;
}
