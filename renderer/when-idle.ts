/** Where the browser does not tell when it is idle, ms: Safari. */
const USUAL_MS = 200;
/** Also a busy page does it by then, ms. */
const LATEST_MS = 1_000;

/** Does what can wait until what is being drawn is on the screen. @returns a function that cancels it */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, USUAL_MS);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(work, { timeout: LATEST_MS });
  return () => cancelIdleCallback(request);
}
