// Selects of every kind: one combobox, single or multiple, with type-ahead and keyboard.
import { html, useEffect, useRef, useState } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { useConfirm } from '../confirm.js';
import { Floating } from '../floating.js';
import { Text } from '../mrkdwn.js';
import { holdsIds, labelOf, useOptions } from './sources.js';

const keyOf = (value) => value.value ?? value;
const isSame = (one, other) => keyOf(one) === keyOf(other);

// A small button inside the box must not open the list as well.
const alone = (go) => (event) => { event.stopPropagation(); go(); };

export function Select({ element, block, form, field }) {
  const { snap, t } = useClient();
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [guard, dialog] = useConfirm(element);
  const anchor = useRef();
  const input = useRef();
  const multiple = element.type.startsWith('multi_');
  const found = useOptions(element, block, form, { isOpen, query });
  const value = form.valueOf(block, element);
  const chosen = multiple ? value : [value].filter(Boolean);
  const label = (one) => labelOf(element, one, snap);

  const openHere = () => { input.current.focus(); setOpen(true); };
  const close = () => { setOpen(false); setQuery(''); setAt(0); };
  const keep = (next) => guard(() => form.set(block, element, next));
  const drop = (one) => keep(chosen.filter((other) => !isSame(other, one)));
  const choose = ({ group, ...option }) => {
    const picked = holdsIds(element) ? option.value : option;
    setQuery('');
    if (!multiple) { close(); keep(picked); return; }
    if (chosen.some((other) => isSame(other, picked))) drop(picked);
    else if (chosen.length < (element.max_selected_items ?? Infinity)) keep([...chosen, picked]);
  };
  const keys = (event) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) { if (isOpen) setAt(Math.max(0, Math.min(to, found.options.length - 1))); setOpen(true); }
    else if (event.key === 'Enter') { if (isOpen && found.options[at]) choose(found.options[at]); else setOpen(true); }
    else if (event.key === 'Escape' && isOpen) { close(); event.stopPropagation(); }
    else if (event.key === 'Tab') { close(); return; }
    else if (event.key === 'Backspace' && multiple && !query && chosen.length) { drop(chosen.at(-1)); return; }
    else return;
    event.preventDefault();
  };
  const listId = `${field.id ?? `${form.key}/${block.block_id}/${element.action_id}`}-list`;
  const active = isOpen && found.options.length ? `${listId}-${at}` : null;
  const clearable = !multiple && block.optional && chosen.length > 0;
  return html`<div class=${`select box ${multiple ? 'multiple' : ''} ${isOpen ? 'open' : ''}`} ref=${anchor} onClick=${openHere}>
    ${multiple && chosen.map((one) => html`<span class="chip" key=${keyOf(one)}>${label(one)}
      <button type="button" aria-label=${t('remove', label(one))} onClick=${alone(() => drop(one))}>✕</button></span>`)}
    <input role="combobox" type="text" autocomplete="off" ref=${input}
      aria-expanded=${isOpen} aria-controls=${listId} aria-autocomplete="list" aria-activedescendant=${active}
      value=${isOpen || multiple ? query : chosen.map(label)[0] ?? ''} placeholder=${placeholderOf({ element, chosen, multiple, isOpen, label, t })}
      data-action-id=${element.action_id} data-autofocus=${element.focus_on_load || null} data-value=${chosen.map(keyOf).join(' ')}
      onBlur=${close} onKeyDown=${keys}
      onInput=${(event) => { setQuery(event.target.value); setAt(0); setOpen(true); }} ...${field} />
    ${clearable && html`<button type="button" class="icon small" aria-label=${t('clear')} onClick=${alone(() => keep(null))}>✕</button>`}
    <span class="caret" aria-hidden="true" />
    ${form.isSending(block, element) && html`<span class="spinner" />`}
    ${isOpen && html`<${Floating} anchor=${anchor} onAway=${close}>
      <${Options} id=${listId} found=${found} at=${at} chosen=${chosen} multiple=${multiple} onChoose=${choose} onPoint=${setAt} />
    <//>`}
  </div>${dialog}`;
}

function placeholderOf({ element, chosen, multiple, isOpen, label, t }) {
  if (multiple) return chosen.length ? '' : element.placeholder?.text ?? t('select');
  return isOpen && chosen.length ? label(chosen[0]) : element.placeholder?.text ?? t('select');
}

function Options({ id, found, at, chosen, multiple, onChoose, onPoint }) {
  const { t } = useClient();
  const list = useRef();
  useEffect(() => { list.current.querySelector('.at')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  const sayings = { short: t('type_more', found.least), loading: t('loading'), ready: found.options.length ? null : t('no_results') };
  const message = sayings[found.state];
  // A press must not take the focus away from the input before the choice is made.
  return html`<div class="options" role="listbox" id=${id} aria-multiselectable=${multiple} aria-busy=${found.state === 'loading'} ref=${list}
      onMouseDown=${(event) => event.preventDefault()}>
    ${message && html`<div class="none">${found.state === 'loading' && html`<span class="spinner" />`}${message}</div>`}
    ${found.options.map((option, index) => html`
      ${option.group && option.group !== found.options[index - 1]?.group && html`<div class="group" role="presentation">${option.group}</div>`}
      <${Option} key=${option.value} option=${option} id=${`${id}-${index}`} isAt=${index === at}
        isChosen=${chosen.some((one) => isSame(one, option))}
        onChoose=${onChoose} onPoint=${() => onPoint(index)} />`)}
  </div>`;
}

function Option({ option, id, isAt, isChosen, onChoose, onPoint }) {
  return html`<div role="option" id=${id} aria-selected=${isChosen} class=${`option ${isAt ? 'at' : ''} ${isChosen ? 'on' : ''}`}
      onMouseMove=${onPoint} onClick=${(event) => { event.stopPropagation(); onChoose(option); }}>
    <${Text} of=${option.text} />${option.description && html`<${Text} of=${option.description} tag="small" />`}
  </div>`;
}
