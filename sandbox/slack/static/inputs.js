// What people typed and chose, per message and per view, and the clicks that tell the app.
import { useEffect, useRef, useState } from './vendor/preact.js';
import { useClient } from './client.js';
import { fieldOf, initialOf, stateful } from './fields.js';

// Outlives the components, so nothing is lost under a pushed view, in another channel or while the server is away.
const typed = new Map();

/**
 * The form of one place.
 * where: {view_id} or {channel, ts}; known: the state that the server holds, {block_id: {action_id: {field: value}}}.
 */
export function useForm({ where, blocks, known = {} }) {
  const { snap, api, t } = useClient();
  const key = `${snap.me}/${where.view_id ?? `${where.channel}/${where.ts}`}`;
  const [, redraw] = useState(0);
  const [sending, setSending] = useState(null);
  const [note, setNote] = useState('');
  const alive = useRef(true);
  useEffect(() => () => { alive.current = false; }, []);
  forgetMissing(key, blocks);

  const entered = () => typed.get(key) ?? {};
  const act = async (block, element, value) => {
    setSending(`${block.block_id}/${element.action_id}`);
    setNote('');
    const answer = await api('act', { where, block_id: block.block_id, action_id: element.action_id, value, state: entered() })
      .catch(() => t('unreachable'));
    if (!alive.current) return;
    setSending(null);
    setNote(answer ?? '');
  };

  return {
    key,
    note,
    values: entered,
    act,
    isSending: (block, element) => sending === `${block.block_id}/${element.action_id}`,
    valueOf(block, element) {
      const field = fieldOf(element);
      const [mine, theirs] = [entered(), known].map((state) => state[block.block_id]?.[element.action_id]);
      if (mine && field in mine) return mine[field];
      return theirs && field in theirs ? theirs[field] : initialOf(element);
    },
    /** Keeps a value; with `dispatch` also tells the app, where the block asks for that. */
    set(block, element, value, { dispatch = true } = {}) {
      const state = entered();
      typed.set(key, { ...state, [block.block_id]: { ...state[block.block_id], [element.action_id]: { [fieldOf(element)]: value } } });
      redraw((count) => count + 1);
      if (dispatch && (block.type !== 'input' || block.dispatch_action)) act(block, element, value);
    },
    options: (block, element, query) =>
      api('options', { where, block_id: block.block_id, action_id: element.action_id, query, state: entered() }),
  };
}

/** Slack keeps a value only while both its block_id and its action_id stay in the view. */
function forgetMissing(key, blocks) {
  const state = typed.get(key);
  if (!state) return;
  const there = new Set([...stateful(blocks)].map(([block, element]) => `${block.block_id}/${element.action_id}`));
  const kept = {};
  for (const [block, actions] of Object.entries(state)) {
    const still = Object.entries(actions).filter(([action]) => there.has(`${block}/${action}`));
    if (still.length) kept[block] = Object.fromEntries(still);
  }
  typed.set(key, kept);
}
