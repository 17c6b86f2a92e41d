/** Planned changes: what was approved beforehand is counted apart. */

import { get, post } from '../core/api.js';
import { h, replace } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { polled } from '../core/polled.js';
import { principalName } from '../core/format.js';
import { actButton, requestCard, take } from '../parts/acts.js';
import { confirmAct } from '../parts/dialog.js';
import { askForPlan } from '../parts/planform.js';
import { loading, nothing, sheet } from '../parts/sheet.js';
import { planFacts, planState } from '../words/plans.js';

const refusal = 'It takes the role operator, which you do not have.';

export function plansScreen(main, store) {
  const mayAsk = store.me.roles.includes('operator');
  const asking = actButton('Ask for a planned change', () => askForPlan(store), mayAsk ? null : refusal, true);
  const approved = h('div', {}, loading('planned changes'));
  const waiting = h('div', { class: 'body' });
  const waitingSheet = sheet('Waiting for somebody to agree', {}, waiting);
  replace(main, h('div', { class: 'answer' }, h('h1', {}, 'Planned'), h('p', { class: 'soft' }, 'What was agreed on beforehand is counted apart, within its own limits.'), asking),
    waitingSheet, sheet('Approved', {}, approved));
  const end = polled((signal) => get('/v1/plans', { signal }), ({ plans }) => {
    whenChanged(approved, [plans, Math.floor(Date.now() / 15000)], () => (plans.length === 0
      ? nothing('No change is planned', 'An operator asks for one, and another person agrees before it begins.')
      : h('ul', { class: 'plans' }, plans.map((plan) => planItem(store, plan, mayAsk)))));
  }, (error) => whenChanged(approved, error.message, () => nothing('They could not be read', error.message)), 2000);
  const update = () => {
    const pending = store.pendingRequests.filter((request) => request.asked.plan);
    waitingSheet.hidden = pending.length === 0;
    whenChanged(waiting, pending, () => pending.map((request) => requestCard(store, request)));
  };
  return { update, end };
}

function planItem(store, plan, mayEnd) {
  const state = planState(plan);
  const isOver = state === 'over' || state === 'ended early';
  return h('li', {}, h('div', {}, h('h3', {}, principalName('', plan.principal, '').called), h('p', { class: 'small soft' }, h('code', {}, plan.principal))),
    h('ul', { class: 'small' }, planFacts(plan).map((fact) => h('li', {}, fact)),
      h('li', { class: 'soft' }, `“${plan.reason}”, asked for by ${plan.requestedBy}, approved by ${plan.approvedBy}.`)),
    h('div', { class: 'end' }, h('span', { class: 'state' }, state),
      !isOver && actButton('End it', () => endPlan(store, plan), mayEnd ? null : refusal)));
}

function endPlan(store, plan) {
  confirmAct({
    title: 'End it', does: ['From now on what it does counts as any other change. One operator is enough.'],
    act: async ({ reason }) => take(store, await post(`/v1/plans/${encodeURIComponent(plan.id)}/end`, { reason })),
  });
}
