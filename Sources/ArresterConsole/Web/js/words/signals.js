/** Signals and rules in words. */

export const signals = {
  destroyed: { word: 'Destroyed', unit: 'resources', about: 'Distinct resources that it deleted or disrupted.' },
  severity: { word: 'Severity', unit: 'points', about: 'The weight of what it destroyed: 8 is data that cannot come back.' },
  destructiveRatio: {
    word: 'Destructive share', unit: '', about: 'How sure it is that so large a part of its changes destroys: the lower bound of a 95 % interval.',
  },
  velocity: { word: 'Changes', unit: 'calls', about: 'Successful changes.' },
  recreated: { word: 'Recreated', unit: 'resources', about: 'Deleted, and then created again under the same name.' },
  spread: { word: 'Regions', unit: 'regions', about: 'Distinct regions that it changed something in.' },
  scopeSpread: { word: 'Accounts', unit: 'accounts', about: 'Distinct accounts, clusters or projects that it changed something in.' },
  permissions: { word: 'Permissions', unit: 'calls', about: 'Changes of permissions that it had not made itself.' },
  pressure: { word: 'Failed', unit: 'calls', about: 'Changes that failed.' },
  plannedChanges: { word: 'Planned changes', unit: 'calls', about: 'Calls under an approved plan.' },
  plannedDestroyed: { word: 'Planned destructions', unit: 'resources', about: 'Resources destroyed under an approved plan.' },
};

export function signalWord(name) {
  return signals[name]?.word ?? name;
}

/** Those that a table of principals has columns for, in this order. */
export const columns = ['destroyed', 'severity', 'velocity', 'destructiveRatio', 'recreated', 'spread', 'permissions'];

/**
 * How far a reading is along to its limit.
 * @returns {{part: number, limit: number | null, isHard: boolean}} part 1: the limit is met.
 */
export function distance(reading) {
  const limit = reading.soft ?? reading.hard;
  if (limit === null || limit === undefined) return { part: 0, limit: null, isHard: false };
  return { part: limit > 0 ? reading.observed / limit : 0, limit, isHard: reading.soft === null || reading.soft === undefined };
}

/** Of a principal's readings of one signal, the one that is nearest to its limit; undefined where there is none with a limit. */
export function nearest(readings, name) {
  return readings.filter((reading) => reading.name === name && distance(reading).limit !== null)
    .reduce((best, reading) => (!best || distance(reading).part > distance(best).part ? reading : best), undefined);
}

/** A rule in a sentence. */
export function ruleSentence(verdict) {
  switch (verdict.rule) {
    case 'oneStrike': return `One attempt at ${verdict.action} is enough: it is on the model's list of actions that trip at once.`;
    case 'ceiling': return 'It met a hard limit, which trips by itself.';
    case 'confirmed': return 'Two soft limits were met in the same window, which honest work does not do.';
    case 'recreated': return 'It deleted something that holds state, and created it again under the same name.';
    case 'tampering': return `It touched what belongs to the breaker itself: ${verdict.action}.`;
    default: return 'It came half way to a limit.';
  }
}

export const effects = { delete: 'deleted', disrupt: 'disrupted', create: 'created', modify: 'changed', read: 'read', unknown: 'changed' };
