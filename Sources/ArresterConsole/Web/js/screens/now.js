/** Is anything open? Who is busiest, and how near to a limit? */

import { h, replace, setText } from '../core/dom.js';
import { keyed, whenChanged } from '../core/keyed.js';
import { counted } from '../core/format.js';
import { loading } from '../parts/sheet.js';
import { requestCard } from '../parts/acts.js';
import { sheet } from '../parts/sheet.js';
import { standingItem } from '../parts/standing.js';
import { principalsPart } from '../parts/principals.js';
import { bySeriousness, isOpen } from '../words/states.js';

export function nowScreen(main, store) {
  const heading = h('h1', {}, 'Now');
  const answer = h('p', { class: 'soft' });
  const open = h('ul', { class: 'standing' });
  const openBody = h('div', {}, loading('breakers'));
  const requests = h('div', {});
  const requestList = h('div', { class: 'body' });
  const requestSheet = sheet('Waiting for somebody to agree', {}, requestList);
  const principals = principalsPart(store);
  replace(main, h('div', { class: 'answer' }, heading, answer), sheet('Open breakers', {}, openBody), requests, principals.element);

  const update = () => {
    if (!store.isLoaded) return;
    const breakers = store.breakerList.filter(isOpen).sort(bySeriousness);
    setText(answer, sentence(store, breakers));
    if (breakers.length === 0) {
      whenChanged(openBody, store.breakers.size, () => calm(store));
    } else {
      openBody.shownText = undefined;
      if (open.parentElement !== openBody) replace(openBody, open);
      keyed(open, breakers, (breaker) => breaker.id, (breaker) => standingItem(store, breaker));
    }
    const pending = store.pendingRequests;
    if ((requestSheet.parentElement === requests) !== pending.length > 0) replace(requests, pending.length > 0 && requestSheet);
    whenChanged(requestList, pending, () => pending.map((request) => requestCard(store, request)));
    requests.hidden = pending.length === 0;
    principals.update();
  };
  return { update, end: () => {} };
}

function sentence(store, breakers) {
  const parts = [];
  const number = (...states) => breakers.filter((breaker) => states.includes(breaker.state)).length;
  const stopped = number('open', 'tripping', 'forcedOpen');
  if (number('openUnenforced')) parts.push(`${counted(number('openUnenforced'), 'principal')} not fully stopped`);
  if (stopped) parts.push(`${counted(stopped, 'principal')} stopped`);
  if (number('held', 'capped')) parts.push(`${counted(number('held', 'capped'), 'trip')} waiting for a decision`);
  if (number('probation')) parts.push(`${number('probation')} on probation`);
  if (number('exempt')) parts.push(`${number('exempt')} exempt`);
  const mode = store.status.halted ? ' Halted: new trips are recorded and not acted on.' : store.status.mode === 'shadow' ? ' In shadow: everything is recorded, nothing is denied.' : '';
  return `${parts.join(', ') || 'Nothing is open'}.${mode}`;
}

function calm(store) {
  const watched = store.breakers.size;
  return h('div', { class: 'nothing' }, h('strong', {}, 'Nothing is open'),
    h('span', {}, watched > 0 ? `${counted(watched, 'breaker')} known, all closed.` : 'No breaker has ever tripped here.'));
}
