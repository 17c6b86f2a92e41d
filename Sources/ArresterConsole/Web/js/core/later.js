/** Work that may wait for a frame or two, a few milliseconds of it in each, so that no long list makes the page stutter. */

const budgetMilliseconds = 8;
/** The newest work of each element. */
const waiting = new Map();
let isRunning = false;

/** @param {Element} element of which only the newest work counts; none once it is gone from the page. */
export function later(element, work) {
  waiting.set(element, work);
  if (isRunning) return;
  isRunning = true;
  requestAnimationFrame(run);
}

function run() {
  const end = performance.now() + budgetMilliseconds;
  for (const [element, work] of waiting) {
    waiting.delete(element);
    if (element.isConnected) work();
    if (performance.now() > end) break;
  }
  isRunning = waiting.size > 0;
  if (isRunning) requestAnimationFrame(run);
}
