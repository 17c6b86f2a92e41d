/** Every screen by its name in the address. One without a title stands under another. */

import { auditScreen } from './audit.js';
import { breakerScreen } from './breaker.js';
import { breakersScreen } from './breakers.js';
import { healthScreen } from './health.js';
import { modelScreen } from './model.js';
import { nowScreen } from './now.js';
import { plansScreen } from './plans.js';
import { tripScreen } from './trip.js';
import { tripsScreen } from './trips.js';

export const screens = {
  now: { title: 'Now', show: nowScreen },
  trips: { title: 'Trips', show: (main, store, identifier) => (identifier ? tripScreen : tripsScreen)(main, store, identifier) },
  breakers: { title: 'Breakers', show: (main, store, identifier) => (identifier ? breakerScreen : breakersScreen)(main, store, identifier) },
  plans: { title: 'Planned', show: plansScreen },
  audit: { title: 'Audit', show: auditScreen },
  model: { title: 'Model', show: modelScreen },
  health: { title: 'Health', show: healthScreen },
};
