// Where the options of a select come from: the block, the app, or the workspace itself.
import { useEffect, useState } from '../vendor/preact.js';
import { useClient } from '../client.js';
import { plainString } from '../mrkdwn.js';
import { folded } from '../places.js';

const DEBOUNCE_MS = 250;
const LEAST_QUERY = 3; // Slack's default for external selects

/** Selects of people and conversations hold ids; the others hold option objects. */
export const holdsIds = (element) => /(users|channels|conversations)_select$/.test(element.type);

/**
 * What the menu shows for `query`: {options, state}, an option with its group's label; state is ready, loading or short
 * (too few characters typed yet).
 */
export function useOptions(element, block, form, { isOpen, query }) {
  const { snap } = useClient();
  const [answer, setAnswer] = useState(null);
  const external = element.type.endsWith('external_select');
  const least = element.min_query_length ?? LEAST_QUERY;
  useEffect(() => {
    if (!isOpen || !external || query.length < least) return undefined;
    let current = true;
    setAnswer(null);
    const ask = async () => {
      const options = await form.options(block, element, query).catch(() => []);
      if (current) setAnswer(options);
    };
    const timer = setTimeout(ask, query ? DEBOUNCE_MS : 0);
    return () => { current = false; clearTimeout(timer); };
  }, [isOpen, query, element.action_id]);
  if (!external) return { options: matching(ownOptions(element, snap), query), state: 'ready' };
  if (query.length < least) return { options: [], state: 'short', least };
  return { options: answer ?? [], state: answer ? 'ready' : 'loading' };
}

/** The text of a chosen value, which is an option or an id. */
export function labelOf(element, value, snap) {
  const option = holdsIds(element) ? ownOptions(element, snap).find((other) => other.value === value) : value;
  return plainString(option?.text.text ?? value);
}

const matching = (options, query) => options.filter((option) => folded(option.text.text).includes(folded(query)));

function ownOptions(element, snap) {
  const kind = element.type.replace(/^multi_/, '');
  if (kind === 'users_select') return people(snap);
  if (kind === 'channels_select') return channels(snap.channels.filter((channel) => !channel.is_im && !channel.is_private));
  if (kind === 'conversations_select') return channels(snap.channels.filter((channel) => !channel.is_im));
  if (element.options) return element.options.map((option) => ({ ...option, group: null }));
  return (element.option_groups ?? []).flatMap(({ label, options }) => options.map((option) => ({ ...option, group: label.text })));
}

const named = (text, value) => ({ text: { type: 'plain_text', text }, value, group: null });
const people = (snap) => Object.values(snap.users).filter((user) => !user.is_bot).map((user) => named(user.real_name, user.id));
const channels = (list) => list.map((channel) => named(`${channel.is_private ? '🔒' : '#'} ${channel.name}`, channel.id));
