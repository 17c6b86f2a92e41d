/** What plots measure with. */

/** A straight line from a domain to a range. */
export function linear([from, to], [start, end]) {
  const length = to - from || 1;
  return (value) => start + ((value - from) / length) * (end - start);
}

/** A step of 1, 2 or 5 times a power of ten, so that about `wanted` of them make the length. */
export function niceStep(length, wanted) {
  const rough = Math.max(length, Number.MIN_VALUE) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** Round values from 0 up to at least `maximum`; whole ones. */
export function countTicks(maximum, wanted = 3) {
  const step = Math.max(1, niceStep(Math.max(1, maximum), wanted));
  const ticks = [];
  for (let value = 0; value < maximum + step; value += step) ticks.push(value);
  return ticks;
}

const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400];

/** A length in seconds that divides minutes, hours or days. */
export function timeStep(seconds, wanted) {
  return timeSteps.find((step) => seconds / step <= wanted) ?? Math.ceil(seconds / wanted / 86400) * 86400;
}

/** Times at whole steps within [from, to], in milliseconds; steps are of the local clock. */
export function timeTicks(from, to, wanted) {
  const step = timeStep((to - from) / 1000, wanted) * 1000;
  const shift = new Date(from).getTimezoneOffset() * 60000;
  const ticks = [];
  for (let time = Math.ceil((from - shift) / step) * step + shift; time <= to; time += step) ticks.push(time);
  return ticks;
}

/**
 * What stood in a sliding window after each moment.
 * @param {Array<{time: number, count: number}>} steps in order of time, in milliseconds.
 * @returns {Array<{time: number, level: number}>} each moment at which the level changes.
 */
export function slidingSums(steps, windowMilliseconds) {
  const changes = steps.flatMap(({ time, count }) => [{ time, by: count }, { time: time + windowMilliseconds, by: -count }]);
  changes.sort((left, right) => left.time - right.time || right.by - left.by);
  const levels = [];
  let level = 0;
  for (const { time, by } of changes) {
    level += by;
    if (levels.length > 0 && levels[levels.length - 1].time === time) levels[levels.length - 1].level = level;
    else levels.push({ time, level });
  }
  return levels;
}
