/** Keeps the store in step with the service: everything once, then what changes, as the stream tells it. */

import { fetchWithToken, get } from './api.js';
import { EventParser } from './sse.js';

const firstPause = 500;
const longestPause = 10000;
/** The stream says something each second: after so much silence it is given up and begun anew. */
const silenceMilliseconds = 15000;

/** @returns {() => void} ends it. */
export function startFeed(store) {
  const control = new AbortController();
  follow(store, control.signal);
  return () => control.abort();
}

async function follow(store, signal) {
  let place = null;
  let pause = firstPause;
  while (!signal.aborted) {
    try {
      place = await readStream(store, place, signal, (seen) => { place = seen; pause = firstPause; });
    } catch (error) {
      if (signal.aborted) return;
      store.change(() => { store.connection = { ...store.connection, phase: 'broken', detail: error.message || 'the connection was lost' }; });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(longestPause, pause * 2);
  }
}

/** @returns {Promise<string | null>} where to go on once the stream has ended. */
async function readStream(store, place, signal, onSeen) {
  const own = new AbortController();
  const abort = () => own.abort();
  signal.addEventListener('abort', abort);
  let watch = setTimeout(abort, silenceMilliseconds);
  try {
    const headers = place ? { Accept: 'text/event-stream', 'Last-Event-ID': place } : { Accept: 'text/event-stream' };
    const response = await fetchWithToken('/v1/events', { headers, signal: own.signal });
    const parser = new EventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return parser.lastIdentifier ?? place;
      clearTimeout(watch);
      watch = setTimeout(abort, silenceMilliseconds);
      const events = parser.push(value);
      if (events.some((event) => event.type === 'resync')) await readAll(store, own.signal);
      take(store, events);
      if (parser.lastIdentifier) onSeen(parser.lastIdentifier);
    }
  } catch (error) {
    throw own.signal.aborted && !signal.aborted ? new Error('the service says nothing') : error;
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', abort);
    own.abort();
  }
}

function take(store, events) {
  if (events.length === 0) return;
  store.change(() => {
    for (const event of events) store.apply(event.type, JSON.parse(event.data));
    store.connection = { phase: 'live', detail: '', heardAt: Date.now() };
  });
}

async function readAll(store, signal) {
  const [status, principals, breakers, requests, trips] = await Promise.all([
    get('/v1/status', { signal }), get('/v1/principals?limit=100', { signal }), readPages('breakers', signal), readPages('requests', signal),
    get('/v1/trips?limit=100', { signal }),
  ]);
  store.change(() => {
    store.apply('status', status);
    store.apply('principals', principals);
    store.breakers = byIdentifier(breakers);
    store.requests = byIdentifier(requests);
    store.trips = byIdentifier(trips.trips);
  });
}

function byIdentifier(list) {
  return new Map(list.map((one) => [one.id, one]));
}

async function readPages(name, signal) {
  const all = [];
  let after = '';
  do {
    const page = await get(`/v1/${name}?limit=1000${after && `&after=${encodeURIComponent(after)}`}`, { signal });
    all.push(...page[name]);
    after = page.next ?? '';
  } while (after);
  return all;
}
