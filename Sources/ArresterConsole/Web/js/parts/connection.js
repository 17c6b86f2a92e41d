/** Whether what is shown is what is: said at the top when it is not. */

import { h, setText } from '../core/dom.js';
import { clock, longSpan } from '../core/format.js';

/** From then on it is said. */
export const staleAfterSeconds = 10;

/** The phase as it is now: a stream that says nothing is behind, whatever it was. */
export function phaseNow(connection, now = Date.now()) {
  const silent = Math.round((now - connection.heardAt) / 1000);
  if (connection.phase === 'live' && silent >= staleAfterSeconds) return { phase: 'behind', silent };
  return { phase: connection.phase, silent };
}

export function connectionLine() {
  const element = h('span', { class: 'connection', role: 'status', 'aria-label': 'Connection' });
  const update = (connection) => {
    const { phase, silent } = phaseNow(connection);
    element.dataset.phase = phase;
    const words = { live: 'Live', connecting: 'Connecting …', behind: `Behind by ${longSpan(silent)}`, broken: 'Not connected' };
    setText(element, words[phase]);
  };
  return { element, update };
}

export function connectionNotice() {
  const text = h('p', { class: 'note', 'data-tone': 'stopped' });
  const element = h('div', { class: 'notice', role: 'alert', hidden: true }, text);
  const update = (connection) => {
    const { phase, silent } = phaseNow(connection);
    element.hidden = phase === 'live' || phase === 'connecting';
    if (element.hidden) return;
    const since = connection.heardAt ? ` What you see is as it was at ${clock(connection.heardAt)}, ${longSpan(silent)} ago.` : '';
    setText(text, phase === 'behind' ? `The service has said nothing for ${longSpan(silent)}.${since}` : `Not connected: ${connection.detail}.${since} It is tried again by itself.`);
  };
  return { element, update };
}
