import { systemClock } from '../lib/clock.ts';
import { type HalConnecting, isGreeting, talk } from './hal-connection.ts';

/** How a real client's first seconds went. */
export type HandshakeOutcome =
  | { readonly kind: 'answers' /** From connecting to the pong. */; readonly ms: number }
  /** Its web server answered, and did not let us in. */
  | { readonly kind: 'refuses'; readonly status: number; readonly why: string }
  | { readonly kind: 'fails'; readonly why: string };

/** Connects to this machine's listener as a client does, waits for the greeting, pings, and waits for the pong. */
export function tryHandshake(
  at: Pick<HalConnecting, 'url' | 'token' | 'timeoutMs'>,
): Promise<HandshakeOutcome> {
  const since = systemClock.monotonic();
  return talk<HandshakeOutcome>(
    {
      ...at,
      anyCertificate: true,
      refused: (status, why): HandshakeOutcome => ({ kind: 'refuses', status, why }),
    },
    (frame, { say, finish }) => {
      if (isGreeting(frame)) say({ type: 'ping' });
      if (frame.type === 'pong') finish({ kind: 'answers', ms: Math.round(systemClock.monotonic() - since) });
    },
    (why) => ({ kind: 'fails', why }),
  );
}
