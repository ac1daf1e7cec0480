import { spawnSilently } from '../machine.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

export const PROBE_PROGRAM = '/usr/bin/probe';

/** What a client without a token finds. */
export type ProbeAnswer =
  | { readonly kind: 'status'; readonly code: number }
  | { readonly kind: 'nothing'; readonly why: string };

const REQUEST = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  '',
  '',
].join('\r\n');
/** Connection timeout of a patient client, ms. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Waits until it is used. */
export function probeProgram(process: SimulatedProcess): void {
  process.references += 1;
}

/** A process that only opens connections; faults do not affect it. */
export function startProbe(world: World): SimulatedProcess {
  return spawnSilently(world, [PROBE_PROGRAM], { cause: 'probe' });
}

/** Connects as a client without a token and reports the result. */
export function probe(
  world: World,
  from: SimulatedProcess,
  port: number,
  told: (answer: ProbeAnswer) => void,
): void {
  let text = '';
  let over = false;
  const finish = (answer: ProbeAnswer): void => {
    if (over) return;
    over = true;
    world.cancel(deadline);
    told(answer);
  };
  const deadline = world.schedule(undefined, ANSWER_TIMEOUT_MS, () =>
    finish({ kind: 'nothing', why: 'no answer' }),
  );
  world.network.connect(from, { host: '127.0.0.1', port, secure: false }, (result) => {
    if (typeof result === 'string') return finish({ kind: 'nothing', why: result });
    result.handlers = {
      data: (bytes) => {
        text += bytes.toString('latin1');
        const code = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
        if (code === undefined) return;
        finish({ kind: 'status', code: Number(code) });
        result.close();
      },
      end: () => result.close(),
      gone: (code) => finish({ kind: 'nothing', why: code ?? 'closed' }),
    };
    result.send(Buffer.from(REQUEST), () => undefined);
  });
}
