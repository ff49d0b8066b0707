// The keyboard of the whole page, as in Slack's own client: channels, the switcher, help, Escape.
import { useEffect, useRef } from './vendor/preact.js';
import { isDialogOpen } from './dialog.js';

/** What `?` lists: keys, and the word that says what they do. */
export const SHORTCUTS = [
  [['⌘/Ctrl', 'K'], 'keys_switcher'],
  [['Alt', '↑'], 'keys_previous'],
  [['Alt', '↓'], 'keys_next'],
  [['Alt', 'Shift', '↓'], 'keys_unread'],
  [['↑', '↓'], 'keys_arrows'],
  [['Enter'], 'keys_send'],
  [['Shift', 'Enter'], 'keys_line'],
  [['Tab'], 'keys_tab'],
  [['Esc'], 'keys_escape'],
  [['?'], 'keys_help'],
];

/**
 * places: [{id, unread}] in the order of the sidebar; open: the id that is shown.
 * Nothing of it is heard while a dialog is open: the dialog has the keyboard.
 */
export function useKeyboard({ places, open, onOpen, onSwitch, onHelp, onEscape }) {
  const latest = useRef();
  latest.current = { places, open, onOpen, onSwitch, onHelp, onEscape };
  useEffect(() => {
    const onKey = (event) => { if (!event.defaultPrevented && !isDialogOpen() && act(event, latest.current)) event.preventDefault(); };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether the key was one of ours. */
function act(event, { places, open, onOpen, onSwitch, onHelp, onEscape }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') return done(onSwitch);
  if (event.altKey && step) return goOn(places, open, step, { onlyUnread: event.shiftKey, onOpen });
  if (event.key === '?' && !isTyping(event.target)) return done(onHelp);
  return event.key === 'Escape' && onEscape();
}

function done(deed) {
  deed();
  return true;
}

function goOn(places, open, step, { onlyUnread, onOpen }) {
  const at = places.findIndex(({ id }) => id === open);
  const round = places.map((_, count) => places.at((at + step * (count + 1)) % places.length));
  const next = round.find((place) => place.id !== open && (!onlyUnread || place.unread > 0));
  if (next) onOpen(next.id);
  return true;
}

const isTyping = (element) => element.matches?.('input, textarea, select, [contenteditable]');
