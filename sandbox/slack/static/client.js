// What every component may ask for: the snapshot, the words, how to reach the server, the sandbox's time.
import { createContext, useContext } from './vendor/preact.js';

/** {snap, t, locale, api, now(), openThread(channel, ts), preview(file)} */
export const Client = createContext(null);

export const useClient = () => useContext(Client);
