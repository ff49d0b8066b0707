// Small line drawings, so that no glyph depends on a font.
import { html } from './vendor/preact.js';

const PATHS = {
  reply: 'M3 5.5A2.5 2.5 0 0 1 5.5 3h9A2.5 2.5 0 0 1 17 5.5v6a2.5 2.5 0 0 1-2.5 2.5H10l-4 3.5V14h-.5A2.5 2.5 0 0 1 3 11.5z',
  copy: 'M7 7V4.5A1.5 1.5 0 0 1 8.5 3h7A1.5 1.5 0 0 1 17 4.5v7a1.5 1.5 0 0 1-1.5 1.5H13M4.5 7h7A1.5 1.5 0 0 1 13 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7z',
  done: 'M4 10.5l4 4 8-9',
  close: 'M5 5l10 10M15 5L5 15',
  download: 'M10 3v10m-4.5-4L10 13.5 14.5 9M4 17h12',
  send: 'M3.5 4l13 6-13 6 2-6zm2 6H10',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  plus: 'M10 4v12M4 10h12',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  people: 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-5.5 7c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5zM13 4a2.8 2.8 0 0 1 0 5.3M15 12.3c1.900.6 3 2 3 4.2',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 5.5V10l3 2',
  traffic: 'M3 7h13m-3.5-3.5L16 7l-3.5 3.5M17 13H4m3.5-3.5L4 13l3.5 3.5',
  lock: 'M5.5 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM7 9V6.5a3 3 0 0 1 6 0V9',
  hash: 'M8 3L6.5 17M13.5 3L12 17M4 7.5h13M3 12.5h13',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zm7.5 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  bolt: 'M11 2.5L4.5 11.5H10L9 17.5l6.500-9H10z',
  clip: 'M15.500 9l-6 6a3.500 3.500 0 0 1-5-5l6.500-6.500a2.300 2.300 0 0 1 3.300 3.300L8 13a1.100 1.100 0 0 1-1.600-1.600L12 6',
  dots: 'M4.500 10v.01M10 10v.01M15.500 10v.01',
  down: 'M5.5 8l4.5 4.5L14.5 8',
};

export function Icon({ name, size = 18, label }) {
  return html`<svg class="drawn" width=${size} height=${size} viewBox="0 0 20 20" role=${label ? 'img' : null} aria-label=${label} aria-hidden=${label ? null : 'true'}><path d=${PATHS[name]} /></svg>`;
}

/** A button that shows only a drawing; label: its accessible name. */
export function IconButton({ name, label, ...rest }) {
  return html`<button type="button" class="icon" aria-label=${label} ...${rest}><${Icon} name=${name} /></button>`;
}
