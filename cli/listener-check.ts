import type { Phantom } from '../supervisor/phantom.ts';
import { type HandshakeOutcome, tryHandshake } from './handshake.ts';
import { askHealth } from './health.ts';
import { addressOf, type ListenerAddress } from './listener-address.ts';
import { registeredAddresses } from './registered-address.ts';
import { listenerElsewhere, type Supervision } from './supervision.ts';

/** How a listener was found that was looked at as a client sees it. */
export type Checked =
  /** `how`: in words, as `12 ms` or `HTTP 401: a token is required`. */
  | { readonly kind: 'answers'; readonly how: string; readonly phantom: Phantom | undefined }
  | { readonly kind: 'silent'; readonly why: string; readonly phantom: Phantom | undefined }
  /** None of this home, and another home's has the port. */
  | { readonly kind: 'elsewhere'; readonly why: string };

const ANSWERS_WITHIN_MS = 5_000;
/** A connection that is refused or cut at once is tried once more: a crowd may have filled the queue. */
const FAST_MS = 1_000;
const AGAIN_AFTER_MS = 500;

/**
 * Looks at the listener of this home as a client sees it, at the addresses that it has registered, whatever the
 * configuration of this shell says. Every answer of its web server is a sign of life, also one that refuses us: it is
 * full, it wants a token, it drains.
 */
export async function checkListener({ supervisor, config }: Supervision): Promise<Checked> {
  const phantom = await supervisor.adopt();
  if (phantom === undefined) {
    const why = await listenerElsewhere(supervisor.port);
    if (why !== undefined) return { kind: 'elsewhere', why };
  }
  const addresses =
    phantom === undefined
      ? [addressOf({ ...config, port: supervisor.port }, '127.0.0.1')]
      : registeredAddresses(phantom.registration, config);
  const { clock } = supervisor.parts;
  const since = clock.monotonic();
  const first = await life(addresses, config.token);
  const again = first.kind === 'fails' && phantom !== undefined && clock.monotonic() - since < FAST_MS;
  if (again) await supervisor.parts.sleep(AGAIN_AFTER_MS);
  const outcome = again ? await life(addresses, config.token) : first;
  switch (outcome.kind) {
    case 'answers':
      return { kind: 'answers', how: `${outcome.ms} ms`, phantom };
    case 'refuses':
      return { kind: 'answers', how: `HTTP ${outcome.status}: ${outcome.why}`, phantom };
    case 'fails':
      return { kind: 'silent', why: outcome.why, phantom };
  }
}

async function life(
  addresses: readonly ListenerAddress[],
  token: string | undefined,
): Promise<HandshakeOutcome> {
  let outcome: HandshakeOutcome = { kind: 'fails', why: 'it has no address that can be tried from here' };
  for (const { socket, http } of addresses) {
    const [handshake, health] = await Promise.all([
      tryHandshake({ url: socket, token, timeoutMs: ANSWERS_WITHIN_MS }),
      askHealth(http, ANSWERS_WITHIN_MS),
    ]);
    if (handshake.kind !== 'fails') return handshake;
    if (health.state === 'answers') {
      return {
        kind: 'refuses',
        status: 200,
        why: `its health page answers, a client does not get in (${handshake.why})`,
      };
    }
    outcome = handshake;
  }
  return outcome;
}
