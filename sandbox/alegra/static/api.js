// What the page asks of the local Alegra: everything at once, again and again, and now and then a change.
import { useCallback, useEffect, useState } from './vendor/preact.js';

const REFRESH_MS = 1500;

/** Why the local Alegra did not do what the page asked, in its words. */
export class Refused extends Error {}

async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `HTTP ${response.status}`);
  return body;
}

export const get = async (path) => answerOf(await fetch(path));

export const send = async (method, path, body) => answerOf(await fetch(path, {
  method,
  headers: { 'content-type': 'application/json' },
  body: body === undefined ? undefined : JSON.stringify(body),
}));

/** The newest state, whether the server answers, and a function that reads it at once. */
export function useLive(path) {
  const [state, setState] = useState(null);
  const [isAway, setAway] = useState(false);
  const refresh = useCallback(async () => {
    try {
      setState(await get(path));
      setAway(false);
    } catch {
      setAway(true);
    }
  }, [path]);
  useEffect(() => {
    let timer;
    let isOver = false;
    const next = async () => {
      if (!document.hidden) await refresh();
      if (!isOver) timer = setTimeout(next, REFRESH_MS);
    };
    next();
    return () => { isOver = true; clearTimeout(timer); };
  }, [refresh]);
  return { state, isAway, refresh };
}
