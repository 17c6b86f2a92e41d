import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './module.mjs';

const { globs, planFacts, planState } = await load('words/plans.js');

const plan = {
  actions: ['rds:*'], scopes: [], oneStrikes: [], maximumChanges: 100, maximumDestroyed: 1,
  from: '2027-01-02T03:00:00Z', until: '2027-01-02T05:00:00Z',
};

test('whoever agrees to a plan is told its limits', () => {
  assert.ok(planFacts(plan).some((fact) => fact.includes('100 calls') && fact.includes('1 resource destroyed')));
});

test('a plan of every action says so, and one of expected one-strike actions names them', () => {
  const facts = planFacts({ ...plan, actions: [], scopes: ['1111*'], oneStrikes: ['kms:ScheduleKeyDeletion'] }).join(' ');
  assert.match(facts, /Every action in 1111\*/);
  assert.match(facts, /kms:ScheduleKeyDeletion/);
});

test('a plan runs from its beginning to its end, unless somebody ends it', () => {
  const at = (time) => Date.parse(time);
  assert.equal(planState(plan, at('2027-01-02T02:59:59Z')), 'not begun');
  assert.equal(planState(plan, at('2027-01-02T03:00:00Z')), 'runs');
  assert.equal(planState(plan, at('2027-01-02T05:00:00Z')), 'over');
  assert.equal(planState({ ...plan, endedAt: '2027-01-02T04:00:00Z' }, at('2027-01-02T04:30:00Z')), 'ended early');
});

test('a plan that comes again is over after its last day', () => {
  const daily = { ...plan, repeat: 'daily', repeatUntil: '2027-01-09T03:00:00Z' };
  assert.equal(planState(daily, Date.parse('2027-01-05T12:00:00Z')), 'repeats');
  assert.equal(planState(daily, Date.parse('2027-01-10T00:00:00Z')), 'over');
});

test('globs are told apart by spaces and commas', () => {
  assert.deepEqual(globs(' rds:*, s3:Delete*\n'), ['rds:*', 's3:Delete*']);
  assert.deepEqual(globs(''), []);
});
