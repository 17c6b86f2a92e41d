import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './module.mjs';

const { countTicks, linear, slidingSums, timeStep } = await load('core/scale.js');

test('a scale maps ends to ends, and a domain of no length to its beginning', () => {
  assert.equal(linear([10, 20], [0, 100])(15), 50);
  assert.equal(linear([5, 5], [0, 100])(5), 0);
});

test('ticks of counts are whole, begin at none and reach the largest', () => {
  for (const most of [0, 1, 2, 5, 7, 33, 1000, 54321]) {
    const ticks = countTicks(most);
    assert.equal(ticks[0], 0);
    assert.ok(ticks.at(-1) >= most && ticks.length <= 7, `${most}: ${ticks}`);
    assert.ok(ticks.every(Number.isInteger));
  }
});

test('steps of time divide minutes, hours or days', () => {
  assert.equal(timeStep(55, 10), 10);
  assert.equal(timeStep(3600, 6), 600);
  assert.equal(timeStep(40 * 86400, 10), 4 * 86400);
});

test('a sliding window holds what its length holds', () => {
  const levels = slidingSums([{ time: 0, count: 2 }, { time: 1000, count: 3 }, { time: 4000, count: 1 }], 2000);
  assert.deepEqual(levels, [{ time: 0, level: 2 }, { time: 1000, level: 5 }, { time: 2000, level: 3 }, { time: 3000, level: 0 }, { time: 4000, level: 1 }, { time: 6000, level: 0 }]);
});
