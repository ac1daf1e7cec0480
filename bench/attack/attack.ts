import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '../client.ts';
import { figuresAvailable, residentBytes } from '../process-figures.ts';
import { QUESTION } from '../question.ts';
import { type Server, startServer } from '../server-process.ts';
import { waitForStableMemory } from '../settled.ts';
import { attackFrames } from './frames.ts';
import { internalDetail, type Outcome, withinTime } from './outcome.ts';
import { attackDecoder, startHostileQm } from './packets.ts';
import { Random } from './random.ts';
import { attackRequests } from './requests.ts';

/** What is sent at whom. */
export interface AttackOptions {
  /** The shipped file. */
  readonly program: string;
  readonly seed: number;
  readonly frames: number;
  readonly requests: number;
  readonly packets: number;
  /** Questions that a QM answers which spoils some of its answers. */
  readonly questions: number;
  /** Whether to wait until memory has settled, which takes up to half a minute a look. */
  readonly settles: boolean;
  readonly note: (text: string) => void;
}

export interface AttackReport {
  readonly outcomes: readonly Outcome[];
  /** Memory in RAM before and after, bytes; undefined where the system does not tell. */
  readonly memory: { readonly before: number; readonly after: number } | undefined;
  /** Every reason to say that it did not hold. */
  readonly problems: readonly string[];
}

/** V8 keeps what a rush needed for a while; a leak of a hundred bytes a frame is more than this. */
const MAX_GROWTH_BYTES = 80 * 1024 * 1024;
const ANSWER_MS = 20_000;

/** Attacks a listener of its own on loopback. A crash, a hang, a leak or an internal detail is a problem. */
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
  const listener = await startTarget(options.program, {});
  let memory: AttackReport['memory'];
  try {
    // What a listener needs once is no leak: code, buffers, the account.
    await attackFrames(listener.port, Math.min(frames, 20_000), random.branch(0));
    const before = await memoryOf(listener.pid, options.settles);
    await stage(`${frames} frames`, () => attackFrames(listener.port, frames, random.branch(1)));
    await stage(`${requests} requests`, () => attackRequests(listener.port, requests, random.branch(2)));
    await stage('a question afterwards', () => askSanely(listener.port, 1));
    const after = await memoryOf(listener.pid, options.settles);
    if (before !== undefined && after !== undefined) {
      memory = { before, after };
      if (after - before > MAX_GROWTH_BYTES) problems.add(`memory grew by ${after - before} bytes`);
    }
  } finally {
    await ended(listener, problems);
  }
  await stage(`${packets} QM packets`, async () => attackDecoder(packets, random.branch(3)));
  await stage(`${questions} questions to a QM that spoils answers`, () =>
    askSpoilt(options.program, questions, random.branch(4), problems),
  );
  for (const outcome of outcomes) for (const problem of outcome.problems) problems.add(problem);
  return { outcomes, memory, problems: [...problems] };
}

/** The listener as it ships, without the limits that would keep the attack small. */
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

/** Stops it; one that had ended before was taken down. */
async function ended(listener: Server, problems: Set<string>): Promise<void> {
  try {
    process.kill(listener.pid, 0);
  } catch {
    problems.add('the listener has ended');
  }
  await listener.stop();
}

async function memoryOf(pid: number, settles: boolean): Promise<number | undefined> {
  if (!figuresAvailable()) return undefined;
  return settles ? waitForStableMemory(pid) : residentBytes(pid);
}

/** Asks what a family asks, one after the other, and wants a frame of type `response` each time. */
async function askSanely(port: number, questions: number): Promise<Outcome> {
  const outcome: Outcome = { kind: 'questions', sent: 0, answers: 0, closed: 0, problems: new Set() };
  let onResponse: () => void = () => undefined;
  const client = await withinTime(
    'a handshake',
    ANSWER_MS,
    Client.connect(port, (payload) => {
      const answer = payload.toString();
      const detail = internalDetail(answer);
      if (detail !== undefined) outcome.problems.add(`an answer tells "${detail}"`);
      if (answer.startsWith('{"type":"response"')) onResponse();
    }),
  );
  client.onLost = (why) => outcome.problems.add(`a client that asks only was lost: ${why}`);
  while (outcome.sent < questions) {
    const response = new Promise<void>((resolve) => {
      onResponse = resolve;
    });
    client.send(QUESTION.ask);
    outcome.sent += 1;
    await withinTime('a question', ANSWER_MS, response);
    outcome.answers += 1;
  }
  client.leave();
  return outcome;
}

/** A spoilt answer costs one question, never the listener. */
async function askSpoilt(
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
      // An answer without its end is waited for this long at each question.
      WEBSOCKET_DEADLINE: '500',
    });
    try {
      return {
        ...(await askSanely(listener.port, questions)),
        kind: `questions to a QM (${qm.sent} packets, ${qm.spoilt} spoilt)`,
      };
    } finally {
      await ended(listener, problems);
    }
  } finally {
    await qm.stop();
  }
}
