import { workerData } from 'node:worker_threads';
import { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { createSupervisorOptions } from '../supervisor/lifecycle/supervisor-types.ts';
import { OUTCOMES, type StopOrder, type StopOutcome } from './stop-order.ts';

/** The thread that stops the listener while the tray's own thread waits, and must not return to its events. */

const { home, port, by, outcome }: StopOrder = workerData;

async function stop(): Promise<StopOutcome> {
  const supervisor = new Supervisor(
    createSupervisorOptions({
      home,
      port,
      origin: 'tray',
      by,
      command: () => {
        throw new Error('nothing is started when a session ends');
      },
    }),
  );
  const { kind } = await supervisor.stop();
  return kind === 'no-such-listener' ? 'not-running' : kind;
}

function end(result: StopOutcome): void {
  Atomics.store(outcome, 0, OUTCOMES.indexOf(result));
  Atomics.notify(outcome, 0);
}

stop().then(end, () => end('not-stopped'));
