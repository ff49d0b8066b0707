// Switches and faults: how Alegra behaves here, and what goes wrong next.
import { html, useState } from './vendor/preact.js';
import { send } from './api.js';
import { CHOICES, CODES, FAULTS, SWITCHES } from './control_words.js';

export function Controls({ state, refresh }) {
  const [told, tell] = useState('');
  const change = (method, path, body) => send(method, path, body).then(() => tell(''), (refused) => tell(refused.message)).then(refresh);
  return html`
    ${told && html`<p class="told" role="alert">${told}</p>`}
    <div class="controls">
      <section class="box"><h2>Fallas</h2>
        <p class="hint">Lo que saldrá mal en las próximas peticiones que coincidan.</p>
        <${NewFault} add=${(fault) => change('POST', 'faults', fault)} />
        <${Waiting} faults=${state.faults} remove=${(id) => change('DELETE', `faults?id=${id}`)} removeAll=${() => change('DELETE', 'faults')} />
      </section>
      <section class="box"><h2>Interruptores</h2>
        <p class="hint">Lo que Alegra hace en unas cuentas y en otras no.</p>
        ${SWITCHES.map(({ group, names }) => html`<fieldset key=${group}><legend>${group}</legend>
          ${names.map(([name, label, note]) => html`<${Switch} key=${name} name=${name} label=${label} note=${note} value=${state.switches[name]}
            set=${(value) => change('POST', 'switches', { [name]: value })} />`)}
        </fieldset>`)}
      </section>
    </div>`;
}

const Switch = ({ name, label, note, value, set }) => html`<label class="switch" title=${name}>
  <span>${label}${note && html`<small>${note}</small>`}</span><${Input} name=${name} value=${value} set=${set} /></label>`;

function Input({ name, value, set }) {
  if (typeof value === 'boolean') return html`<input type="checkbox" role="switch" name=${name} checked=${value} onChange=${(event) => set(event.target.checked)} />`;
  if (CHOICES[name]) {
    return html`<select name=${name} value=${value} onChange=${(event) => set(event.target.value)}>
      ${CHOICES[name].map(([id, words]) => html`<option value=${id} selected=${id === value}>${words}</option>`)}</select>`;
  }
  return html`<input type="number" name=${name} min="0" step=${name === 'payment_row_seconds' ? 0.1 : 1} value=${value}
    onChange=${(event) => set(Number(event.target.value))} />`;
}

const ALL_KINDS = FAULTS.flatMap(({ kinds }) => kinds);
const wordsOf = (kind) => ALL_KINDS.find(([id]) => id === kind)?.[1] ?? kind;
const asksOf = (kind) => ALL_KINDS.find(([id]) => id === kind)?.[2] ?? [];
const BLANK = { kind: 'lost_answer', method: 'POST', path: '/invoices*', times: '1', seconds: '30', status: '503', code: CODES[0] };

function NewFault({ add }) {
  const [form, setForm] = useState(BLANK);
  const field = (name) => ({ name, value: form[name], onInput: (event) => setForm({ ...form, [name]: event.target.value }) });
  const chooseKind = ({ target }) => setForm({ ...form, kind: target.value, code: target.value === 'refuse_stamp' ? CODES[0] : '' });
  const asks = asksOf(form.kind);
  const isStamping = FAULTS.at(-1).kinds.some(([id]) => id === form.kind);
  const submit = (event) => {
    event.preventDefault();
    add(faultOf(form, asks, isStamping));
  };
  return html`<form class="fault" onSubmit=${submit}>
    <label class="wide">Qué pasa<select ...${field('kind')} onInput=${chooseKind}>${FAULTS.map(({ group, kinds }) => html`<optgroup label=${group}>
      ${kinds.map(([id, words]) => html`<option value=${id} selected=${id === form.kind}>${words}</option>`)}</optgroup>`)}</select></label>
    ${!isStamping && html`<label>Método<select ...${field('method')}>${['*', 'GET', 'POST', 'PUT', 'DELETE'].map((method) => html`<option value=${method} selected=${method === form.method}>${method === '*' ? 'cualquiera' : method}</option>`)}</select></label>
    <label>Ruta<input ...${field('path')} required /></label>`}
    <label>Veces<input ...${field('times')} inputmode="numeric" placeholder="siempre" /></label>
    ${asks.includes('seconds') && html`<label>Segundos<input type="number" min="0" step="any" ...${field('seconds')} /></label>`}
    ${asks.includes('status') && html`<label>Estado<input type="number" min="400" max="599" ...${field('status')} /></label>`}
    ${asks.includes('code') && html`<label>Código<input list="codes" ...${field('code')} /><datalist id="codes">${CODES.map((code) => html`<option value=${code}></option>`)}</datalist></label>`}
    <button class="button primary">Poner la falla</button>
  </form>`;
}

/** What the server is sent; without a number of times the fault lasts until it is removed. */
function faultOf(form, asks, isStamping) {
  const fault = { kind: form.kind, times: form.times.trim() === '' ? null : Number(form.times) };
  if (!isStamping) Object.assign(fault, { method: form.method, path: form.path });
  if (asks.includes('seconds')) fault.seconds = Number(form.seconds);
  if (asks.includes('status')) fault.status = Number(form.status);
  if (asks.includes('code') && form.code) fault.code = form.code;
  return fault;
}

function Waiting({ faults, remove, removeAll }) {
  if (faults.length === 0) return html`<p class="empty">Ninguna falla puesta: todo responde como debe.</p>`;
  return html`<ul class="waiting">${faults.map((fault) => html`<li key=${fault.id}>
      <span><b>${wordsOf(fault.kind)}</b><small>${[`${fault.method} ${fault.path}`.replaceAll('* *', 'todo'), fault.times === null ? 'siempre' : `${fault.times} ${fault.times === 1 ? 'vez' : 'veces'}`, fault.code].filter(Boolean).join(' · ')}</small></span>
      <button class="button" onClick=${() => remove(fault.id)}>Quitar</button></li>`)}</ul>
    ${faults.length > 1 && html`<button class="button" onClick=${removeAll}>Quitar todas</button>`}`;
}
