import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '../client.ts';
import { QUESTION } from '../load-generator.ts';
import { hasProcFiles, residentBytes, waitForStableMemory } from '../process-usage.ts';
import { type Server, startServer } from '../server-process.ts';
import { attackFrames } from './frames.ts';
import { internalDetail, type Outcome, withinTime } from './outcome.ts';
import { attackDecoder, startHostileQm } from './packets.ts';
import { Random } from './random.ts';
import { attackRequests } from './requests.ts';

export interface AttackOptions {
  /** The shipped file. */
  readonly program: string;
  readonly seed: number;
  readonly frames: number;
  readonly requests: number;
  readonly packets: number;
  /** Questions to a QM that corrupts some of its replies. */
  readonly questions: number;
  /** Whether to wait until memory is stable, which takes up to half a minute each time. */
  readonly waitsForStableMemory: boolean;
  readonly note: (text: string) => void;
}

export interface AttackReport {
  readonly outcomes: readonly Outcome[];
  /** Resident memory before and after, in bytes; undefined on systems without `/proc`. */
  readonly memory: { readonly before: number; readonly after: number } | undefined;
  /** Every failure found. */
  readonly problems: readonly string[];
}

/** V8 keeps some memory after a load; a leak of a hundred bytes per frame exceeds this. */
const MAX_GROWTH_BYTES = 80 * 1024 * 1024;
const ANSWER_TIMEOUT_MS = 20_000;

/** Starts a listener on loopback and attacks it. A crash, a hang, a leak or an exposed internal detail is a problem. */
export async function attack(options: AttackOptions): Promise<AttackReport> {
  const { seed, frames, requests, packets, questions, note } = options;
  const random = new Random(seed);
  const problems = new Set<string>();
  const outcomes: Outcome[] = [];
  const stage = async (what: string, work: () => Promise<Outcome>): Promise<void> => {
    note(what);
    try {
      outcomes.push(await work());
    } catch (error) {
      problems.add(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const listener = await startTarget(options.program, { TRUSTED_PROXIES: '127.0.0.1' });
  let memory: AttackReport['memory'];
  try {
    // Warm up first: one-time allocations (code, buffers, the account) are no leak.
    await attackFrames(listener.port, Math.min(frames, 20_000), random.branch(0));
    const before = await memoryOf(listener.pid, options.waitsForStableMemory);
    await stage(`${frames} frames`, () => attackFrames(listener.port, frames, random.branch(1)));
    await stage(`${requests} requests`, () => attackRequests(listener.port, requests, random.branch(2)));
    await stage('a question afterwards', () => askQuestions(listener.port, 1));
    const after = await memoryOf(listener.pid, options.waitsForStableMemory);
    if (before !== undefined && after !== undefined) {
      memory = { before, after };
      if (after - before > MAX_GROWTH_BYTES) problems.add(`memory grew by ${after - before} bytes`);
    }
  } finally {
    await stopTarget(listener, problems);
  }
  await stage(`${packets} QM packets`, async () => attackDecoder(packets, random.branch(3)));
  await stage(`${questions} questions to a QM that corrupts replies`, () =>
    askCorruptingQm(options.program, questions, random.branch(4), problems),
  );
  for (const outcome of outcomes) for (const problem of outcome.problems) problems.add(problem);
  return { outcomes, memory, problems: [...problems] };
}

/** The shipped listener, without the limits that would slow the attack down. */
async function startTarget(program: string, env: NodeJS.ProcessEnv): Promise<Server> {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-attack-'));
  const { PATH, SystemRoot } = process.env;
  const server = await startServer({
    command: process.execPath,
    args: [program, 'run'],
    env: {
      PATH,
      SystemRoot,
      HOME: home,
      HAL_LISTENER_HOME: home,
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_PORT: '0',
      WEBSOCKET_RATE: '0',
      MAX_CONNECTIONS: '100',
      ...env,
    },
    ready: 'Ctrl+C stops it.',
  });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Stops the listener; it is a problem if it has already exited. */
async function stopTarget(listener: Server, problems: Set<string>): Promise<void> {
  try {
    process.kill(listener.pid, 0);
  } catch {
    problems.add('the listener has exited');
  }
  await listener.stop();
}

async function memoryOf(pid: number, waitsForStableMemory: boolean): Promise<number | undefined> {
  if (!hasProcFiles()) return undefined;
  return waitsForStableMemory ? waitForStableMemory(pid) : residentBytes(pid);
}

/** Asks ordinary questions one after the other; each must be answered by a `response` frame. */
async function askQuestions(port: number, questions: number): Promise<Outcome> {
  const outcome: Outcome = { kind: 'questions', sent: 0, answers: 0, closed: 0, problems: new Set() };
  let onResponse: () => void = () => undefined;
  const client = await withinTime(
    'a handshake',
    ANSWER_TIMEOUT_MS,
    Client.connect(port, (payload) => {
      const answer = payload.toString();
      const detail = internalDetail(answer);
      if (detail !== undefined) outcome.problems.add(`an answer exposes "${detail}"`);
      if (answer.startsWith('{"type":"response"')) onResponse();
    }),
  );
  client.onLost = (why) => outcome.problems.add(`lost a well-behaved client: ${why}`);
  while (outcome.sent < questions) {
    const response = new Promise<void>((resolve) => {
      onResponse = resolve;
    });
    client.send(QUESTION.ask);
    outcome.sent += 1;
    await withinTime('a question', ANSWER_TIMEOUT_MS, response);
    outcome.answers += 1;
  }
  client.close();
  return outcome;
}

/** A corrupted reply may fail one question, but never the listener. */
async function askCorruptingQm(
  program: string,
  questions: number,
  random: Random,
  problems: Set<string>,
): Promise<Outcome> {
  const qm = await startHostileQm(random, 12);
  try {
    const listener = await startTarget(program, {
      QM_DRIVER: 'qmclient',
      QM_HOST: '127.0.0.1',
      QM_PORT: String(qm.port),
      QM_USERNAME: qm.username,
      QM_PASSWORD: qm.password,
      // Each question waits this long for a truncated reply.
      WEBSOCKET_DEADLINE: '500',
    });
    try {
      return {
        ...(await askQuestions(listener.port, questions)),
        kind: `questions to a QM (${qm.sent} packets, ${qm.corrupted} corrupted)`,
      };
    } finally {
      await stopTarget(listener, problems);
    }
  } finally {
    await qm.stop();
  }
}
