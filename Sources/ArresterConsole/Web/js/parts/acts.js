/** What can be done about a breaker, and what is asked about it. */

import { post } from '../core/api.js';
import { freshName, h } from '../core/dom.js';
import { clock, counted, relative } from '../core/format.js';
import { actsFor, requestSentence } from '../words/acts.js';
import { planFacts } from '../words/plans.js';
import { confirmAct, localMinute } from './dialog.js';

/** Buttons for everything that the breaker's state allows; those that the person's roles do not are there and say why. */
export function actButtons(store, breaker) {
  if (breaker.protected) return h('p', { class: 'note' }, 'This principal is protected: no breaker acts on it, and nobody can have it denied here.');
  const mayAsk = store.me?.roles.includes('operator');
  return h('div', { class: 'buttons acts-buttons' }, actsFor(breaker).map((act, index) => {
    const open = () => confirmAct({
      title: act.word, does: act.does(breaker, Date.now()), fields: act.until ? [untilField(act.until(breaker))] : [],
      act: async ({ reason, until }) => take(store, await post(`/v1/breakers/${breaker.id}/${act.name}`, body(reason, until, breaker))),
    });
    return actButton(act.word, open, mayAsk ? null : 'It takes the role operator, which you do not have.', index === 0);
  }));
}

function body(reason, until, breaker) {
  const trip = breaker.trip?.id;
  return { reason, ...(until ? { until } : {}), ...(trip ? { trip } : {}) };
}

function untilField({ value, hint }) {
  return { name: 'until', label: 'Until', type: 'datetime-local', value: localMinute(value), hint };
}

/** A button that may not be pressed stays in the order of focus, and says why. */
export function actButton(word, onPress, refusal, isMain = false) {
  if (!refusal) return h('button', { type: 'button', class: isMain ? 'button main' : 'button', on: { click: onPress } }, word);
  const name = freshName();
  return h('span', {}, h('button', { type: 'button', class: 'button', 'aria-disabled': 'true', 'aria-describedby': name, title: refusal }, word),
    h('span', { id: name, class: 'unseen' }, refusal));
}

/** Takes what the service answers, so that it shows before the stream tells it. */
export function take(store, answer) {
  store.change(() => {
    if (answer.request) store.apply('request', answer.request);
    if (answer.breaker) store.apply('breaker', answer.breaker);
  });
}

/** One request, with what the person may say to it. */
export function requestCard(store, request) {
  const left = request.approvalsNeeded - request.approvals.length;
  return h('article', { class: 'request', 'data-state': request.state },
    h('div', {}, h('strong', {}, requestSentence(request)), ' ', h('span', { class: 'soft small' }, relative(request.askedAt))),
    h('p', { class: 'soft' }, `“${request.reason}”`),
    request.asked.plan && h('ul', { class: 'small' }, planFacts(request.asked.plan).map((fact) => h('li', {}, fact))), progress(request, left),
    request.state === 'pending' && requestButtons(store, request));
}

function progress(request, left) {
  const agreed = request.approvals.map((one) => one.name).join(', ');
  if (request.state === 'pending') {
    return h('p', { class: 'small' }, agreed && `${agreed} agreed. `,
      `${counted(left, 'more person', 'more people')} must agree before ${clock(request.expiresAt)}.`);
  }
  const words = { granted: 'Agreed; it is being carried out.', done: 'Done.', refused: 'Refused', withdrawn: 'Withdrawn', expired: 'Expired.', stale: 'Another trip came meanwhile; nothing was done.' };
  const by = request.end?.by && ['refused', 'withdrawn'].includes(request.state) ? ` by ${request.end.by}.` : '';
  return h('p', { class: 'small' }, words[request.state] ?? request.state, by, agreed && ` Agreed: ${agreed}.`);
}

function requestButtons(store, request) {
  const me = store.me ?? { name: '', roles: [] };
  const isMine = request.requester === me.name;
  const mayDecide = me.roles.includes('approver') || (request.what === 'stagedAction' && me.roles.includes('operator'));
  const refusal = isMine ? 'Nobody approves their own request: another person has to, in their own browser.'
    : !mayDecide ? 'It takes the role approver, which you do not have.'
      : request.approvals.some((one) => one.name === me.name) ? 'You have agreed already; another person has to as well.' : null;
  const decide = (word, verb, does, asksReason) => () => confirmAct({
    title: word, does, asksReason,
    act: async ({ reason }) => take(store, await post(`/v1/requests/${request.id}/${verb}`, asksReason ? { reason } : {})),
  });
  const agreement = [`You agree that ${requestSentence(request).replace(' asks ', ' asked ')}.`, ...(request.asked.plan ? planFacts(request.asked.plan) : [])];
  const last = request.approvalsNeeded - request.approvals.length <= 1;
  return [
    refusal && h('p', { class: 'small soft' }, refusal),
    h('div', { class: 'buttons' },
      isMine ? h('button', { type: 'button', class: 'button', on: { click: decide('Withdraw', 'withdraw', ['Takes your request back; nothing changes.'], false) } }, 'Withdraw')
        : [
          actButton('Approve', decide('Approve', 'approve', [...agreement,
            last ? 'Yours is the last approval: it is carried out at once.' : 'Another person has to agree too.'], false), refusal, true),
          actButton('Refuse', decide('Refuse', 'refuse', ['Ends the request; nothing changes.'], true), refusal),
        ]),
  ];
}
