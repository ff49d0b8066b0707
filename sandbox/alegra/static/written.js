// How amounts, dates and identities are written in Colombia.

const inPesos = (decimals) =>
  new Intl.NumberFormat('es-CO', { style: 'currency', currency: 'COP', currencyDisplay: 'narrowSymbol', minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const [whole, cents] = [inPesos(0), inPesos(2)];
const plain = new Intl.NumberFormat('es-CO', { maximumFractionDigits: 4 });
const short = new Intl.DateTimeFormat('es-CO', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Alegra sends amounts as numbers and as padded texts alike; cents are written where there are some, both of them. */
export const money = (value) => (Number.isInteger(Number(value ?? 0)) ? whole : cents).format(Number(value ?? 0)).replace(/\s/g, '');
export const number = (value) => plain.format(Number(value ?? 0));
export const day = (text) => (text ? short.format(new Date(`${text.slice(0, 10)}T00:00:00Z`)).replace(/ de /g, ' ').replace('.', '') : '');
/** `26 nov 2026, 09:12:03`, of Alegra's `2026-11-26 09:12:03`. */
export const moment = (text) => (text ? [day(text), text.slice(11, 19)].filter(Boolean).join(', ') : '');
/** In the company's time zone, as every time of day that Alegra tells. */
export const hour = (seconds, timeZone) => new Date(seconds * 1000).toLocaleTimeString('es-CO', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone });

export function identity({ identificationObject: parts, identification }) {
  const digits = String(parts?.number ?? identification ?? '');
  if (!digits) return '';
  const grouped = /^\d+$/.test(digits) ? digits.replace(/\B(?=(\d{3})+$)/g, '.') : digits;
  return `${parts?.type ?? 'NIT'} ${grouped}${parts?.dv ? `-${parts.dv}` : ''}`;
}

const UNITS = { service: 'Servicio', unit: 'Unidad', piece: 'Pieza', hour: 'Hora', day: 'Día', meter: 'Metro', meterSquared: 'm²' };
export const unit = (code) => UNITS[code] ?? code;

const DAY_MS = 86400000;
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

export const folded = (text) => String(text ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
/** Whether each word of what was typed stands somewhere in the texts, accents forgiven. */
export const matches = (typed, ...texts) => {
  const all = folded(texts.join(' '));
  return folded(typed).split(/\s+/).every((word) => all.includes(word));
};
