import {
  CONTROL_ERRORS,
  CONTROL_REQUESTS,
  type ControlErrorCode,
  type ControlParams,
  type ControlRequest,
  type ControlResult,
  REQUEST_FRAME,
} from '../../contract/control.ts';
import type { Log } from '../log/log.ts';

/** A request that is refused; the message goes to the peer. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, message: string = CONTROL_ERRORS[code]) {
    super(message);
    this.code = code;
  }
}

/** What is done for each request; throws OrderRefused. */
export type Orders<Peer> = {
  readonly [R in ControlRequest]: (params: ControlParams<R>, peer: Peer) => ControlResult<R>;
};

/** Carries out one line from an admitted peer and gives the reply's line, without LF. Never throws. */
export function carryOut<Peer>(line: string, orders: Orders<Peer>, peer: Peer, log: Log): string {
  let id: number | null = null;
  try {
    const frame = REQUEST_FRAME.safeParse(parseJson(line));
    if (!frame.success) throw new OrderRefused('BAD_REQUEST');
    id = frame.data.id;
    const { do: name, params } = frame.data;
    if (!isRequest(name)) throw new OrderRefused('UNKNOWN_REQUEST', `This listener does not know "${name}".`);
    return JSON.stringify({ id, ok: carryOutOne(name, params, orders, peer) });
  } catch (error) {
    if (error instanceof OrderRefused) {
      return JSON.stringify({ id, error: { code: error.code, message: error.message } });
    }
    log.error('a control request failed', { error: String(error) });
    return JSON.stringify({ id, error: { code: 'FAILED', message: CONTROL_ERRORS.FAILED } });
  }
}

function carryOutOne<R extends ControlRequest, Peer>(
  name: R,
  params: unknown,
  orders: Orders<Peer>,
  peer: Peer,
): ControlResult<R> {
  const parsed = CONTROL_REQUESTS[name].params.safeParse(params ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new OrderRefused('BAD_REQUEST', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  // The schema of that very name has just made it.
  return orders[name](parsed.data as ControlParams<R>, peer);
}

function isRequest(name: string): name is ControlRequest {
  return Object.hasOwn(CONTROL_REQUESTS, name);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
