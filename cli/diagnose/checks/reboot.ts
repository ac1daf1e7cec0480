import { isStartedByItself } from '../../../contract/phantom-origins.ts';
import { bootTime } from '../../../lib/clock.ts';
import { bootId, isSameBoot } from '../../../lib/processes.ts';
import { readEvents } from '../../../supervisor/registry/event-file.ts';
import { localTime } from '../../format-status.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';
import { readAutostarts } from './autostart.ts';

const BY_HAND: Problem = {
  severity: 'problem',
  symptom: 'After the last start of the machine, the listener was started by hand',
  advice:
    'Install an autostart (`hal-listener autostart status` shows what there is), then restart the machine to prove it.',
};
const NOT_STARTED: Problem = {
  severity: 'problem',
  symptom: 'The listener was not started after the last start of the machine',
  advice: 'See what should start it: `hal-listener autostart status`. Then read the log of that entry.',
};

/** Whether it came back by itself after the machine was started last. */
export const rebootCheck: Check = {
  id: 'reboot',
  title: 'After a reboot',
  problems: [BY_HAND, NOT_STARTED],
  async run(diagnosis) {
    const { home, clock, supervisor } = diagnosis;
    const boot = bootId(clock);
    const events = readEvents(home);
    const first = events.find((event) => event.kind === 'started' && isSameBoot(event.boot, boot));
    const wasHere = events.some((event) => !isSameBoot(event.boot, boot));
    if (!wasHere)
      return [
        unknown(
          'the machine was not restarted since the listener was first used',
          'Restart it once, and look again.',
        ),
      ];
    const booted = localTime(bootTime(clock));
    if (first === undefined) {
      const { desired } = supervisor;
      if (desired?.desired === 'stopped')
        return [ok(`it was stopped by ${desired.by}, so it was not started`)];
      const isInstalled = (await readAutostarts(diagnosis)).some(({ state }) => state.kind === 'installed');
      const why = isInstalled ? ', although there is an autostart entry' : '';
      return [found(NOT_STARTED, `the machine was started ${booted}, and the listener was not${why}`)];
    }
    const text = `machine ${booted}, listener ${localTime(first.at)} by ${first.by}`;
    return [isStartedByItself(first.by) ? ok(text) : found(BY_HAND, text)];
  },
};
