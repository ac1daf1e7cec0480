import type { Status } from './status.ts';

/** Whether an address is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return /^(?:127\.|::1$|::ffff:127\.|localhost$)/i.test(host);
}

/** Whether every machine on the network may connect: no token, and not bound to this machine alone. */
export function isOpenToNetwork({ listening, token }: Pick<Status, 'listening' | 'token'>): boolean {
  return token === false && listening.some(({ host }) => !isLoopback(host));
}
