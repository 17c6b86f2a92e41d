/** Asks for a planned change. */

import { post } from '../core/api.js';
import { globs } from '../words/plans.js';
import { take } from './acts.js';
import { confirmAct, localMinute } from './dialog.js';

const minute = 60000;

export function askForPlan(store, now = Date.now()) {
  confirmAct({
    title: 'Ask for a planned change',
    does: [
      'Nothing changes yet: it asks another person to agree, within 30 minutes and before it begins.',
      'Then what this principal does in that time is counted apart: it trips beyond the numbers that you state, and not before.',
    ],
    fields: [
      { name: 'principal', label: 'Principal', hint: 'Exactly this one, in full.' },
      { name: 'actions', label: 'Actions', isOptional: true, hint: 'Globs, as rds:* s3:Delete*; actions or scopes have to be given.' },
      { name: 'scopes', label: 'Accounts, clusters, projects', isOptional: true, hint: 'Globs.' },
      { name: 'maximumChanges', label: 'At most so many calls', type: 'number', value: 100, min: 1 },
      { name: 'maximumDestroyed', label: 'At most so many resources destroyed', type: 'number', value: 10, min: 0 },
      { name: 'from', label: 'From', type: 'datetime-local', value: localMinute(now + 30 * minute) },
      { name: 'until', label: 'Until', type: 'datetime-local', value: localMinute(now + 150 * minute), hint: 'One that comes again: arrester breakers plan.' },
    ],
    act: async ({ actions, scopes, ...plan }) =>
      take(store, await post('/v1/plans', { ...plan, actions: globs(actions), scopes: globs(scopes) })),
  });
}
