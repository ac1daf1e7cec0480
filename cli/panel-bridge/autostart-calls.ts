import type { AUTOSTART_CALLS, AutostartView } from '../../contract/panel-autostart.ts';
import { type FoundAutostart, findAutostarts } from '../../supervisor/autostart/find-autostarts.ts';
import { AUTOSTART_KINDS } from '../../supervisor/autostart/kinds.ts';
import { autostartVerb } from '../autostart.ts';
import { type AutostartMachineOf, thisComputer } from '../autostart-settings.ts';
import type { Terminal } from '../terminal.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { runVerb } from './run-verb.ts';

/**
 * The panel's calls about autostart: `hal-listener autostart`, read back from the system.
 *
 * @param home the home that the panel was started with, if its command line names one
 */
export function autostartCalls(
  terminal: Terminal,
  home: string | undefined,
  machineOf: AutostartMachineOf = thisComputer,
): BridgeCalls<typeof AUTOSTART_CALLS> {
  const read = async (): Promise<readonly AutostartView[]> => {
    const machine = { ...machineOf(terminal), ...(home === undefined ? {} : { home }) };
    return (await findAutostarts(machine)).map(toView);
  };
  return {
    autostarts: async () => ({ autostarts: await read() }),
    'autostart-set': async ({ kind, on }) => {
      const homeFlag = on && home !== undefined ? [`--home=${home}`] : [];
      const args = [on ? 'install' : 'remove', kind, ...homeFlag];
      const { out, err } = await runVerb((captured) => autostartVerb(captured, machineOf), terminal, args);
      return { message: [out, err].filter(Boolean).join('\n'), autostarts: await read() };
    },
  };
}

function toView({ kind, place, state }: FoundAutostart): AutostartView {
  const known = { kind, when: AUTOSTART_KINDS[kind], place };
  switch (state.kind) {
    case 'absent':
      return { ...known, state: 'absent' };
    case 'installed':
      return { ...known, state: 'installed', command: [state.entry.program, ...state.entry.args].join(' ') };
    case 'idle':
      return { ...known, state: 'disabled', reason: state.why };
    case 'unknown':
      return { ...known, state: 'unknown', reason: state.why };
  }
}
