// A menu of actions under a button.
import { html, useLayoutEffect, useRef, useState } from './vendor/preact.js';
import { Floating } from './floating.js';

/** items: [{label, note?, run}] with labels as elements or text; label: the button's accessible name. */
export function MenuButton({ label, kind = 'btn', items, align = 'right', children, ...rest }) {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef();
  const close = () => { setOpen(false); anchor.current.focus(); };
  const run = (item) => { close(); item.run(); };
  return html`<button type="button" class=${kind} aria-label=${label} aria-haspopup="menu" aria-expanded=${isOpen} ref=${anchor}
      onClick=${() => setOpen(!isOpen)} ...${rest}>${children}</button>
    ${isOpen && html`<${Menu} anchor=${anchor} align=${align} items=${items} onRun=${run} onAway=${() => setOpen(false)} onEscape=${close} />`}`;
}

function Menu({ anchor, align, items, onRun, onAway, onEscape }) {
  const list = useRef();
  useLayoutEffect(() => { list.current.firstElementChild?.focus(); }, []);
  const keys = (event) => {
    const buttons = [...list.current.children];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onEscape();
    else if (to !== undefined) buttons.at(to % buttons.length).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<${Floating} anchor=${anchor} align=${align} onAway=${onAway} onKeyDown=${keys}>
    <div role="menu" class="options" ref=${list}>
      ${items.map((item) => html`<button type="button" role="menuitem" class="option" onClick=${() => onRun(item)}>
        ${item.label}${item.note && html`<small>${item.note}</small>`}</button>`)}
    </div>
  <//>`;
}
