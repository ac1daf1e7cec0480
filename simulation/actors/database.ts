import { MiniatureQm } from '../../listener/account/qmclient/testing/miniature-qm.ts';
import { takeRequests } from '../../listener/account/qmclient/testing/request-decoder.ts';
import { spawnSilently } from '../machine.ts';
import { QM_PORT } from '../setting.ts';
import type { Endpoint } from '../world/network.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

export const DATABASE_PROGRAM = '/usr/qmsys/bin/qmlnxd';
const GREETING = 0x06;

/** The QM of the product's own tests, on its port. */
export function databaseProgram(world: () => World): (process: SimulatedProcess) => void {
  return (process) => {
    process.references += 1;
    const qm = new MiniatureQm();
    try {
      world().network.listen(process, { host: '127.0.0.1', port: QM_PORT, secure: false }, (endpoint) =>
        serve(qm, endpoint),
      );
    } catch {
      world().end(process, { code: 1, signal: null });
    }
  };
}

function serve(qm: MiniatureQm, endpoint: Endpoint): void {
  const session = qm.session(() => endpoint.close());
  let waiting = Buffer.alloc(0);
  endpoint.handlers = {
    data: (bytes) => {
      const { requests, rest } = takeRequests(Buffer.concat([waiting, bytes]));
      waiting = Buffer.from(rest);
      for (const request of requests) {
        const deed = session.answer(request);
        if ('silence' in deed) return;
        endpoint.send(deed.bytes, () => undefined);
        if (deed.close) endpoint.close();
      }
    },
    end: () => {
      session.end();
      endpoint.close();
    },
    gone: () => session.end(),
  };
  endpoint.send(Buffer.of(GREETING), () => undefined);
}

export function startDatabase(world: World): SimulatedProcess {
  return spawnSilently(world, [DATABASE_PROGRAM, '-start'], { cause: 'database' });
}
