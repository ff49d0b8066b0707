// The server of the local workspace: requests, and the stream of snapshots.

/** The server said that this click was impossible (409), with Slack's code. */
export class Refused extends Error {}

const answerOf = async (response) => {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `HTTP ${response.status}`);
  return body;
};

export async function get(path) {
  return answerOf(await fetch(path));
}

export async function send(method, path, body) {
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(path, { method, headers, body: JSON.stringify(body ?? {}) }));
}

/** What `user` does: resolves to the server's result, throws when it refuses or is away. */
export const actionsOf = (user) => async (what, body) =>
  (await send('POST', `client/${encodeURIComponent(user)}/${what}`, body)).result;

const RETRY_MS = 1000;

/** Follows a stream of server-sent events until the returned function is called; survives the server's restarts. */
export function follow(path, { onData, onState }) {
  let source;
  let timer;
  const connect = () => {
    source = new EventSource(path);
    source.onmessage = (event) => { onState?.(true); onData(JSON.parse(event.data)); };
    source.onerror = () => {
      onState?.(false);
      source.close();
      timer = setTimeout(connect, RETRY_MS);
    };
  };
  connect();
  return () => { clearTimeout(timer); source.close(); };
}
