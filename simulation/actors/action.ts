import type { Setting } from '../setting.ts';
import { possiblePorts } from '../setting.ts';
import type { DiskFault } from '../world/file-system.ts';
import type { ChannelFault } from '../world/network.ts';
import type { Random } from '../world/random.ts';

/** Which processes an action affects. */
export type Victim = 'listener' | 'supervisor' | 'command';

/** A fault of the machine, or something that somebody does. */
export type Action =
  | {
      readonly do: 'command';
      readonly args: readonly string[];
      readonly who: 'anna' | 'bert';
      readonly env: 'full' | 'bare';
    }
  | { readonly do: 'phantom' }
  | { readonly do: 'signal'; readonly to: Victim; readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' }
  | { readonly do: 'hang'; readonly to: Victim; readonly forMs: number }
  /** Kills the next process of that kind at one of its system calls. */
  | { readonly do: 'die'; readonly to: Victim; readonly atCall: number }
  | { readonly do: 'undying'; readonly forMs: number }
  | { readonly do: 'disk'; readonly fault: DiskFault; readonly forMs: number }
  | { readonly do: 'power' }
  | { readonly do: 'clock'; readonly ms: number }
  | { readonly do: 'channel'; readonly fault: ChannelFault; readonly forMs: number }
  | { readonly do: 'cut' }
  | { readonly do: 'foreign'; readonly port: number; readonly forMs: number }
  | { readonly do: 'no-processes'; readonly forMs: number }
  | { readonly do: 'slow'; readonly to: Victim; readonly byMs: number; readonly forMs: number }
  | { readonly do: 'database'; readonly up: boolean }
  | { readonly do: 'damage'; readonly what: 'registration' | 'run folder' | 'desired' };

export interface Planned {
  /** World time, ms. */
  readonly at: number;
  readonly action: Action;
}

export interface PlanOptions {
  readonly actions: number;
  /** Duration of the whole scenario, ms. */
  readonly spanMs: number;
}

/** The actions of a scenario, in order of time. */
export function drawPlan(
  random: Random,
  setting: Setting,
  { actions, spanMs }: PlanOptions,
): readonly Planned[] {
  const plan: Planned[] = [];
  for (let count = 0; count < actions; count += 1) {
    // Two actions at once are frequent.
    const before = plan.at(-1)?.at;
    const at =
      before !== undefined && random.chance(0.3)
        ? before + random.between(0, 200)
        : random.between(0, spanMs);
    plan.push({ at, action: drawAction(random, setting) });
  }
  return plan.sort((one, other) => one.at - other.at);
}

function drawAction(random: Random, setting: Setting): Action {
  const forMs = Math.round(random.between(500, 25_000));
  const to = random.weighted<Victim>([
    [5, 'listener'],
    [3, 'supervisor'],
    [1, 'command'],
  ]);
  const drawn = random.weighted<() => Action>([
    [26, () => drawCommand(random)],
    [setting.supervisor === 'QM phantom' ? 4 : 0, () => ({ do: 'phantom' })],
    [8, () => ({ do: 'signal', to, signal: random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGSTOP']) })],
    [4, () => ({ do: 'hang', to, forMs: 2 * forMs })],
    [3, () => ({ do: 'die', to, atCall: 1 + random.below(60) })],
    [1, () => ({ do: 'undying', forMs })],
    [3, () => ({ do: 'disk', fault: random.pick<DiskFault>(['full', 'read-only', 'failing']), forMs })],
    [2, () => ({ do: 'power' })],
    [2, () => ({ do: 'clock', ms: random.pick([-3_600_000, -5_000, 5_000, 3_600_000, 86_400_000]) })],
    [2, () => ({ do: 'channel', fault: random.pick<ChannelFault>(['slow', 'silent']), forMs })],
    [2, () => ({ do: 'cut' })],
    [3, () => ({ do: 'foreign', port: random.pick(possiblePorts(setting)), forMs: 2 * forMs })],
    [1, () => ({ do: 'no-processes', forMs })],
    [2, () => ({ do: 'slow', to, byMs: Math.round(random.between(50, 3_000)), forMs })],
    [setting.database === 'QM' ? 4 : 0, () => ({ do: 'database', up: random.chance(0.5) })],
    [2, () => ({ do: 'damage', what: random.pick(['registration', 'run folder', 'desired']) })],
  ]);
  return drawn();
}

function drawCommand(random: Random): Action {
  const args = random.weighted<readonly string[]>([
    [6, ['start']],
    [6, ['stop']],
    [2, ['stop', '--now']],
    [5, ['restart']],
    [2, ['kill', '10001']],
    [2, ['check']],
    [4, ['check', '--restart']],
    [2, ['list']],
    [2, ['status']],
  ]);
  return {
    do: 'command',
    args,
    who: random.chance(0.93) ? 'anna' : 'bert',
    env: random.chance(0.6) ? 'full' : 'bare',
  };
}

/** One line, for traces. */
export function describeAction({ do: what, ...rest }: Action): string {
  const details = Object.entries(rest).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : value}`,
  );
  return [what, ...details].join(', ');
}
