import { spawn } from 'node:child_process';
import type { z } from 'zod';
import { PANEL_BRIDGE_VERB } from '../contract/bridge-command.ts';
import {
  PROGRAM_CALLS,
  PROGRAM_LINE,
  type ProgramCall,
  type ProgramParams,
  type ProgramResult,
} from '../contract/panel-program.ts';
import { runAfter } from '../lib/background.ts';
import { LineSplitter } from '../lib/line-splitter.ts';
import { tryParseJson } from '../lib/text.ts';
import { inheritedEnvironment, type LaunchCommand } from '../supervisor/lifecycle/launch.ts';
import { PanelError } from '../wording/panel-error.ts';

interface ProgramCallContext {
  /** Aborted when nobody waits for the answer any more: the program is ended. */
  readonly signal: AbortSignal;
  /** What the program tells meanwhile, not yet validated. */
  readonly onProgress?: (progress: unknown) => void;
}

/** The product's own program, as the panel asks it. Everything throws PanelError. */
export interface PanelProgram {
  call<C extends ProgramCall>(
    name: C,
    params: ProgramParams<C>,
    context: ProgramCallContext,
  ): Promise<ProgramResult<C>>;
}

/** Programs at once; more wait. */
const MAX_PROGRAMS = 3;
const MAX_LINE_BYTES = 8 * 1024 * 1024;
const MAX_STDERR_CHARACTERS = 4_000;
/** For what takes long by itself, such as a whole diagnosis: nothing of ours takes longer than this. */
const TIMEOUT_MS = 20 * 60_000;
/** From the request to end to the end by force. */
const KILL_GRACE_MS = 3_000;

/** @param command runs the product without a verb @param flags where its home is, as the panel's own command line says */
export function shippedProgram(command: LaunchCommand, flags: readonly string[] = []): PanelProgram {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = async (signal: AbortSignal): Promise<void> => {
    if (running >= MAX_PROGRAMS) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    if (signal.aborted) {
      leave();
      throw new PanelError('CANCELLED', 'It was cancelled before it began.');
    }
  };
  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };
  return {
    call: async (name, params, context) => {
      await enter(context.signal);
      try {
        const launched = { ...command, args: [...command.args, PANEL_BRIDGE_VERB, ...flags, name] };
        const answer = await run(launched, JSON.stringify(params), context);
        const read = (PROGRAM_CALLS[name].result as z.ZodType).safeParse(answer);
        // Validated by the schema of that name.
        if (read.success) return read.data as ProgramResult<typeof name>;
        throw new PanelError('FAILED', `The program gave no usable answer to "${name}".`);
      } finally {
        leave();
      }
    },
  };
}

function run(
  { program, args, env, cwd }: LaunchCommand,
  input: string,
  { signal, onProgress }: ProgramCallContext,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      env: inheritedEnvironment(env ?? process.env),
      ...(cwd === undefined ? {} : { cwd }),
    });
    const splitter = new LineSplitter(MAX_LINE_BYTES);
    let answer: { readonly ok: unknown } | PanelError | undefined;
    let stderr = '';
    let kill: NodeJS.Timeout | undefined;
    const end = (why: PanelError): void => {
      answer ??= why;
      child.kill();
      kill ??= runAfter(KILL_GRACE_MS, 'ending a program', () => void child.kill('SIGKILL'));
    };
    const cancel = (): void => end(new PanelError('CANCELLED', 'It was cancelled.'));
    const timeout = runAfter(TIMEOUT_MS, 'a program that takes long', () =>
      end(new PanelError('TOO_SLOW', `It did not end within ${TIMEOUT_MS / 60_000} minutes.`)),
    );
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const onLine = (line: string): void => {
      const read = PROGRAM_LINE.safeParse(tryParseJson(line));
      if (!read.success || answer !== undefined) return;
      if (read.data.kind === 'progress') onProgress?.(read.data.progress);
      else if (read.data.kind === 'ok') answer = { ok: read.data.ok };
      else answer = new PanelError('REFUSED', read.data.message, read.data.advice ?? '');
    };
    child.stdout.on('data', (chunk: Buffer) =>
      splitter.push(chunk, (bytes, from, to) => onLine(bytes.toString('utf8', from, to))),
    );
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = `${stderr}${chunk.toString('utf8')}`.slice(-MAX_STDERR_CHARACTERS);
    });
    // One that ends early reads no parameters.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const finish = (why: PanelError): void => {
      clearTimeout(timeout);
      clearTimeout(kill);
      signal.removeEventListener('abort', cancel);
      if (answer === undefined) reject(why);
      else if (answer instanceof PanelError) reject(answer);
      else resolve(answer.ok);
    };
    child.once('error', (error) =>
      finish(new PanelError('FAILED', `The program could not be run: ${error.message}.`)),
    );
    child.once('close', (code, by) => {
      const last = stderr.trim().split('\n').at(-1) ?? '';
      const how = code === null ? `by ${by}` : `with exit code ${code}`;
      finish(new PanelError('FAILED', last === '' ? `The program ended ${how}.` : last));
    });
  });
}
