/** The home cannot be written or read; the message says what to do. */
export class HomeError extends Error {
  override readonly name = 'HomeError';
}
