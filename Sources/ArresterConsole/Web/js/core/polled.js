/** Asks for something again and again while a screen shows it. */

/**
 * @param {(signal: AbortSignal) => Promise<any>} ask
 * @param {(value: any) => void} onAnswer
 * @param {(error: Error) => void} onProblem
 * @returns {() => void} ends it.
 */
export function polled(ask, onAnswer, onProblem, pauseMilliseconds = 10000) {
  const control = new AbortController();
  (async () => {
    while (!control.signal.aborted) {
      let pause = pauseMilliseconds;
      try {
        onAnswer(await ask(control.signal));
      } catch (error) {
        if (control.signal.aborted) return;
        // What is not ready yet says so, and is soon.
        if (error.code === 'reading') pause = 1000;
        else onProblem(error);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return () => control.abort();
}
