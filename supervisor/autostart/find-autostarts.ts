import { type Autostart, AutostartError, type AutostartMachine, type AutostartState } from './autostart.ts';
import { type AutostartKind, autostartOf, kindsOf } from './kinds.ts';

/** Every kind of this machine, and the Startup folder of all users if something is there. */
export async function findAutostarts(machine: AutostartMachine): Promise<readonly FoundAutostart[]> {
  const find = async (
    kind: AutostartKind,
    change: Partial<AutostartMachine> = {},
  ): Promise<FoundAutostart> => {
    const autostart = autostartOf(kind, { ...machine, ...change });
    return { kind, place: autostart.location, state: await readState(autostart) };
  };
  const kinds = kindsOf(machine.platform);
  const found = await Promise.all(kinds.map((kind) => find(kind)));
  if (!kinds.includes('startup')) return found;
  const shared = await find('startup', { allUsers: true });
  return shared.state.kind === 'absent' ? found : [...found, shared];
}

/** One kind that cannot be read does not hide the others. */
async function readState(autostart: Autostart): Promise<AutostartState> {
  try {
    return await autostart.read();
  } catch (error) {
    if (!(error instanceof AutostartError || (error instanceof Error && 'code' in error))) throw error;
    return { kind: 'unknown', why: error.message };
  }
}

/** What the system says about one kind. */
export interface FoundAutostart {
  readonly kind: AutostartKind;
  readonly place: string;
  readonly state: AutostartState;
}
