// Times as a person reads them: local time zone, their language, "today" by the sandbox's clock.

const DAY = 86_400_000;
const format = (ms, locale, options) => new Intl.DateTimeFormat(locale, options).format(ms);

export const timeOf = (ts, locale) => format(ts * 1000, locale, { hour: 'numeric', minute: '2-digit' });

export const fullTimeOf = (ts, locale) => format(ts * 1000, locale, { dateStyle: 'full', timeStyle: 'medium' });

/** Midnights between now and then: 0 today, -1 yesterday, 1 tomorrow. */
function daysAway(ms, now) {
  const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(ms) - midnight(now)) / DAY);
}

/** "Today", "Yesterday", "Tomorrow" or null. */
function nearDay(ms, now, t) {
  return { 0: t('today'), '-1': t('yesterday'), 1: t('tomorrow') }[daysAway(ms, now)] ?? null;
}

export const sameDay = (a, b) => new Date(a * 1000).toDateString() === new Date(b * 1000).toDateString();

/** The words of a divider between two days. */
export function dayOf(ts, { locale, now, t }) {
  return nearDay(ts * 1000, now(), t) ?? format(ts * 1000, locale, { weekday: 'long', day: 'numeric', month: 'long' });
}

const LONG = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
const MIDDLE = { day: 'numeric', month: 'long', year: 'numeric' };
const SHORT = { day: 'numeric', month: 'short', year: 'numeric' };

const TOKENS = {
  date_num: (ms, { locale }) => format(ms, locale, { dateStyle: 'short' }),
  date: (ms, { locale }) => format(ms, locale, MIDDLE),
  date_short: (ms, { locale }) => format(ms, locale, SHORT),
  date_long: (ms, { locale }) => format(ms, locale, LONG),
  date_pretty: (ms, { locale, now, t }) => nearDay(ms, now(), t)?.toLowerCase() ?? format(ms, locale, MIDDLE),
  date_short_pretty: (ms, { locale, now, t }) => nearDay(ms, now(), t)?.toLowerCase() ?? format(ms, locale, SHORT),
  date_long_pretty: (ms, { locale, now, t }) => nearDay(ms, now(), t)?.toLowerCase() ?? format(ms, locale, LONG),
  time: (ms, { locale }) => format(ms, locale, { hour: 'numeric', minute: '2-digit' }),
  time_secs: (ms, { locale }) => format(ms, locale, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
};

/** `<!date^epoch^pattern|fallback>`: the pattern filled in, or null when it holds a token that Slack does not know. */
export function datePattern(epoch, pattern, client) {
  if (!/^\d+$/.test(epoch)) return null;
  let known = true;
  const text = pattern.replace(/\{(\w+)\}/g, (_, token) => {
    known &&= token in TOKENS;
    return known ? TOKENS[token](Number(epoch) * 1000, client) : '';
  });
  return known ? text : null;
}
