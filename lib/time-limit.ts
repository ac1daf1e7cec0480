/**
 * Whether the work completes within so many ms; the work itself goes on after that.
 *
 * @throws what the work rejects with in time; a later rejection is ignored
 */
export async function completesWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work.then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
