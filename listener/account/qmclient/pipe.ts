import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { guarded } from '../../../lib/background.ts';
import { systemTimers, type Timers } from './timers.ts';
import { ByteStream, type Transport, type TransportEnd } from './transport.ts';

/** Ours, and none of a QM process's business: they change how node starts, or are secrets. */
const EXCLUDED_VARIABLES = /^NODE_OPTIONS$|^ELECTRON_RUN_AS_NODE$|PASSWORD|TOKEN|SECRET|^ASSIST_KEY/i;

/** The environment a QM process gets: ours without what would leak or bend it. */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !EXCLUDED_VARIABLES.test(name)));
}

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
    onEnd: (end: TransportEnd) => void,
    timers: Timers = systemTimers,
    env: NodeJS.ProcessEnv = childEnvironment(),
  ) {
    this.#timers = timers;
    this.child = spawn(program, args, { stdio, env, windowsHide: true });
    const onText = (chunk: Buffer) => {
      this.#tail = (this.#tail + chunk.toString('latin1')).slice(-STDERR_TAIL_BYTES);
    };
    this.child.stderr?.on('data', guarded('QM error output', onText));
    const onExit = (error?: Error) => {
      if (this.#ended) return;
      const text = this.#tail.trim();
      this.#ended = { ...(error && { error }), ...(text !== '' && { text }) };
      for (const cancel of this.#cancelKill) cancel();
      onEnd(this.#ended);
    };
    this.child.on('error', guarded('QM process', onExit));
    this.child.on(
      'close',
      guarded('QM process', () => onExit()),
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

/** QMClient server, writing to descriptor 1 and reading from 0 (docs/qmclient.md §4). */
const ARGUMENTS = ['-Q', '-C1!0'];

/**
 * Starts `program` (QM's `qm`) as a QMClient server of our own, on its standard input and output. There is no
 * greeting: the first request may go at once. A program that cannot be started is an end with an error.
 */
export function spawnPipe(program: string, timers: Timers = systemTimers): Transport<'pipe'> {
  const stream = new ByteStream();
  const qm = new QmProcess(program, ARGUMENTS, ['pipe', 'pipe', 'pipe'], (end) => stream.close(end), timers);
  const { stdin, stdout } = qm.child;
  // A process that is gone makes writing fail; its end says so through onClose.
  stdin?.on('error', () => {});
  stdout?.on(
    'data',
    guarded(
      'QM answer',
      (chunk: Buffer) => stream.push(chunk),
      () => qm.end(),
    ),
  );
  return {
    kind: 'pipe',
    write: (bytes) => {
      if (stdin?.writable) stdin.write(bytes);
    },
    onData: (listener) => stream.onData(listener),
    onClose: (listener) => stream.onClose(listener),
    destroy: () => {
      // Its output is still read to the end: a QM whose output closes early can leave a dead user slot.
      stdin?.end();
      qm.end();
    },
  };
}
