// Dialogs over the page: one focus trap, one Escape, for modals, confirmations and previews alike.
import { html, useLayoutEffect, useRef } from './vendor/preact.js';

const open = []; // topmost last: only that one hears the keyboard

/** Whether a dialog has the keyboard now. */
export const isDialogOpen = () => open.length > 0;

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]';

export function Dialog({ role = 'dialog', label, kind = '', onEscape, children }) {
  const box = useRef();
  const escape = useRef();
  escape.current = onEscape;
  useLayoutEffect(() => {
    const element = box.current;
    const before = document.activeElement;
    open.push(element);
    (element.querySelector('[data-autofocus]') ?? element).focus({ preventScroll: true });
    const onKey = (event) => {
      if (open.at(-1) !== element) return;
      if (event.key === 'Escape') escape.current?.();
      else if (event.key === 'Tab') keepInside(element, event);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      open.splice(open.indexOf(element), 1);
      document.removeEventListener('keydown', onKey);
      before?.focus?.({ preventScroll: true });
    };
  }, []);
  return html`<div class=${`shade ${kind}`}>
    <div class=${`dialog ${kind}`} role=${role} aria-modal="true" aria-label=${label} tabindex="-1" ref=${box}>${children}</div>
  </div>`;
}

function keepInside(element, event) {
  const stops = [...element.querySelectorAll(FOCUSABLE)].filter((stop) => stop.offsetParent !== null);
  const [first, last] = [stops[0], stops.at(-1)];
  const at = document.activeElement;
  const goTo = event.shiftKey ? (at === first || at === element || at === document.body) && last : (at === last || at === document.body) && first;
  if (!goTo) return;
  event.preventDefault();
  goTo.focus();
}
