import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import type { Desired } from '../contract/run-state.ts';
import { runEvery } from '../lib/background.ts';
import type { StopOrder } from '../listener/control/controlled-listener.ts';
import type { StopResult } from '../supervisor/lifecycle/results.ts';
import type { DesiredState } from '../supervisor/registry/desired-state.ts';
import { notes } from './help.ts';
import { awaitRepublished } from './republished.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import {
  describePhantom,
  listenerElsewhere,
  noSuchPhantom,
  readOnlySupervision,
  userNoOf,
} from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Open queries are finished first, for at most 10 s. The listener stays stopped until "hal-listener start".

Examples:
  hal-listener stop            the listener on the configured port
  hal-listener stop 10002      another, by its User No.
  hal-listener stop --now      without waiting for open queries
`;

/** `hal-listener stop`: stops a listener, and remembers that it was meant. */
export function stopVerb(terminal: Terminal): Command {
  const command = new Command('stop')
    .description('stop the listener')
    .argument('[userNo]', 'its User No.; without it, the one on the configured port')
    .option('--now', 'do not wait for open queries')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async (userNo: string | undefined, { now = false }: { readonly now?: boolean }) => {
      const own = readOnlySupervision(command, terminal);
      const { supervisor } = own;
      supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
      await awaitRepublished(own);
      const which = userNo === undefined ? {} : { userNo: userNoOf(userNo) };
      const result = await supervisor.stop({ ...which, now });
      const elsewhere = result.kind === 'not-running' ? await listenerElsewhere(supervisor.port) : undefined;
      if (elsewhere !== undefined) throw new CliFailure(elsewhere, EXIT.failed);
      terminal.out(stopped(result));
    },
  );
}

/** What a stop led to, for `stop` and `kill`. @throws CliFailure */
export function stopped(result: StopResult): string {
  switch (result.kind) {
    case 'not-running':
      return 'No listener is running. It stays stopped until "hal-listener start".\n';
    case 'no-such-listener':
      throw noSuchPhantom(result.userNo);
    case 'not-stopped':
      throw new CliFailure(
        `${describePhantom(result.listener)}: could not be stopped. Try again as the user it runs as, or as an administrator.`,
        EXIT.failed,
      );
    case 'stopped':
      return `Stopped: ${describePhantom(result.listener)}\n`;
  }
}

const LOOK_INTERVAL_MS = 2_000;

/**
 * Looks every two seconds whether somebody has said stop who could not reach this listener: its registration was gone
 * for that moment, it hung, or whoever started it was killed over it. Nobody else would ever tell it.
 *
 * @param before what was said when it was started: no news
 * @param ports on which it is: a word that names another port is about another listener
 * @returns `stopped` resolves once; `close` ends the looks
 */
export function awaitLaterStop(
  intents: Pick<DesiredState, 'desired'>,
  before: Desired | undefined,
  ports: readonly number[],
): { readonly stopped: Promise<StopOrder>; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<StopOrder>((resolve) => {
    timer = runEvery(LOOK_INTERVAL_MS, HOME_FILES.desired, () => {
      const { desired } = intents;
      if (desired !== undefined && isLaterStop(desired, before, ports))
        resolve({ code: 'stop', by: desired.by });
    });
    timer.unref();
  });
  return { stopped, close: () => clearInterval(timer) };
}

/** The time of a word is that of a clock that may be set: another one than at the start is a later one. */
function isLaterStop(word: Desired, before: Desired | undefined, ports: readonly number[]): boolean {
  if (word.desired !== 'stopped' || (word.at === before?.at && word.by === before.by)) return false;
  return word.port === undefined || ports.includes(word.port);
}
