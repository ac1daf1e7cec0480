import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { guarded } from '../../../lib/background.ts';
import { systemTimers, type Timers } from './timers.ts';
import { ByteStream, type Transport, type TransportEnd } from './transport.ts';

/** Variables that a QM process must not inherit: they change how Node starts, or are secrets. */
const EXCLUDED_VARIABLES =
  /^NODE_OPTIONS$|^ELECTRON_RUN_AS_NODE$|PASSWORD|PASSPHRASE|TOKEN|SECRET|^ASSIST_KEY|^ALARM_WEBHOOK/i;

/** The environment of a QM process: ours without `EXCLUDED_VARIABLES`. */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !EXCLUDED_VARIABLES.test(name)));
}

/** How much of stderr's end is kept for an error's text. */
const STDERR_TAIL_BYTES = 1024;
/** QM exits on its own within 2 s when its input ends, also inside a program (seen live). SIGTERM follows, then SIGKILL. */
const SIGTERM_AFTER_MS = 2_500;
/** The last resort: a killed QM leaves its user slot and locks until QM's cleanup, up to five minutes later. */
const SIGKILL_AFTER_MS = 7_500;

/** A QM server process of ours: started with a clean environment, ended in steps, the end of its stderr kept. */
export class QmProcess {
  readonly child: ChildProcess;
  readonly #timers: Timers;
  #tail = '';
  #cancelKill: (() => void)[] = [];
  #ended: TransportEnd | undefined;

  /** `onEnd` is called once, when the process has exited and its pipes are read, or it could not be started. */
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

  /** Ends the process if it does not exit on its own: SIGTERM, then SIGKILL. The caller has closed its input. */
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
 * Starts `program` (QM's `qm`) as a QMClient server on its standard input and output. There is no greeting, so the first
 * request may be sent at once. A program that cannot be started ends the transport with an error.
 */
export function spawnPipe(program: string, timers: Timers = systemTimers): Transport<'pipe'> {
  const stream = new ByteStream();
  const qm = new QmProcess(program, ARGUMENTS, ['pipe', 'pipe', 'pipe'], (end) => stream.close(end), timers);
  const { stdin, stdout } = qm.child;
  // Writing fails once the process has exited; onClose reports that.
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
      // Its output is still read to the end: closing it early can leave a dead user slot in QM.
      stdin?.end();
      qm.end();
    },
  };
}
