import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { guarded } from '../../../lib/background.ts';
import { childEnvironment } from './child-environment.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { TransportEnd } from './transport.ts';

/** How much of the last stderr is kept for an error's text. */
const STDERR_TAIL_BYTES = 1024;
/** QM leaves on its own when its input ends, mid-program too (seen: at most 2 s). Then it is asked, then made to. */
const SIGTERM_AFTER_MS = 2_500;
/** A killed QM leaves its user slot and locks behind until QM's sweep, up to five minutes: the last resort. */
const SIGKILL_AFTER_MS = 7_500;

/** A QM server process of ours: started with a clean environment, ended in steps, its last words kept. */
export class QmProcess {
  readonly child: ChildProcess;
  readonly #timers: Timers;
  #tail = '';
  #cancelKill: (() => void)[] = [];
  #ended: TransportEnd | undefined;

  /** `onGone` is called once, when the process is gone and its pipes are read out, or never was there. */
  constructor(
    program: string,
    args: readonly string[],
    stdio: SpawnOptions['stdio'],
    onGone: (end: TransportEnd) => void,
    timers: Timers = systemTimers,
    env: NodeJS.ProcessEnv = childEnvironment(),
  ) {
    this.#timers = timers;
    this.child = spawn(program, args, { stdio, env, windowsHide: true });
    const onText = (chunk: Buffer) => {
      this.#tail = (this.#tail + chunk.toString('latin1')).slice(-STDERR_TAIL_BYTES);
    };
    this.child.stderr?.on('data', guarded('QM error output', onText));
    const gone = (error?: Error) => {
      if (this.#ended) return;
      const text = this.#tail.trim();
      this.#ended = { ...(error && { error }), ...(text !== '' && { text }) };
      for (const cancel of this.#cancelKill) cancel();
      onGone(this.#ended);
    };
    this.child.on('error', guarded('QM process', gone));
    this.child.on(
      'close',
      guarded('QM process', () => gone()),
    );
  }

  /** Makes sure it goes: SIGTERM, then SIGKILL, each only if it is still there. The caller has closed its input. */
  end(): void {
    if (this.#ended || this.#cancelKill.length > 0) return;
    this.#cancelKill = [
      this.#timers.after(SIGTERM_AFTER_MS, () => this.child.kill('SIGTERM')),
      this.#timers.after(SIGKILL_AFTER_MS, () => this.child.kill('SIGKILL')),
    ];
  }
}
