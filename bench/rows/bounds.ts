import { statSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { Client, clientFrame, TEXT } from '../client.ts';
import { hasProcFiles, waitForStableMemory } from '../process-usage.ts';
import { type BenchContext, NOTHING, type Row, skipped, times, verdict } from '../row.ts';
import { startListener, temporaryHome } from '../server-process.ts';
import { median } from '../spread.ts';

const KB = 1_000;
const MB = 1_000_000;
const ANSWER_TIMEOUT_MS = 60_000;
/** Long questions that one client asks: of more, the limit of its bytes would be measured. */
const QUESTIONS_OF_ONE = 10;

/** Cost of hostile input: long questions, the memory of their sessions, and /healthz beside silent sockets. */
export async function bounds(context: BenchContext): Promise<readonly Row[]> {
  return [
    ...(await longQuestions(context)),
    ...(await sessionMemory(context)),
    await healthBesideSockets(context),
  ];
}

/** Long runs of what the parser samples for: blanks, names, and trailing text that are no name. */
function hostileQuestion(bytes: number): string {
  const tails = ' today'.repeat(Math.floor(bytes / 12));
  const head = 'spend at a';
  return `${head}${' '.repeat(Math.max(1, bytes - head.length - 1 - tails.length))}b${tails}`;
}

async function longQuestions({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const listener = await startListener();
  const perKb: number[] = [];
  const rows: Row[] = [];
  for (const kb of [1, 8, 32]) {
    note(`questions of ${kb} KB`);
    const ask = questionFrame(hostileQuestion(kb * KB));
    const took: number[] = [];
    for (let clients = 0; clients < (quick ? 3 : 20); clients += 1) {
      const client = await QuestionClient.connect(listener.port);
      for (let asked = 0; asked < QUESTIONS_OF_ONE; asked += 1) took.push(await client.ask(ask));
      client.close();
    }
    const ms = median(took);
    perKb.push(ms / kb);
    const ratio = ms / kb / (perKb[0] ?? 1);
    rows.push({
      what: `a hostile question of ${kb} KB, p50`,
      ours: `${ms.toFixed(2)} ms`,
      yardstick: kb === 1 ? NOTHING : `${(perKb[0] ?? 0).toFixed(2)} ms a KB at 1 KB`,
      ratio: kb === 1 ? NOTHING : `${times(ratio)} a KB`,
      aim: kb === 1 ? NOTHING : '≤ 1.5× a KB',
      verdict: kb === 1 ? NOTHING : verdict(ratio <= 1.5),
    });
  }
  await listener.stop();
  return rows;
}

const SESSIONS = 200;
const QUESTIONS = 10;
const QUESTION_LENGTH = 32_000;
const MAX_GROWTH_MB = 100;
const MAX_FILE_MB = 17;

async function sessionMemory({ note }: BenchContext): Promise<readonly Row[]> {
  const what = `memory of ${SESSIONS} sessions of ${QUESTIONS} questions of 32 000 characters`;
  if (!hasProcFiles()) return [skipped(what, NOTHING, 'this system has no /proc')];
  const home = temporaryHome();
  const listener = await startListener({ home });
  const before = await waitForStableMemory(listener.pid);
  note(what);
  const ask = questionFrame(`what ${'medication '.repeat(QUESTION_LENGTH / 11)}`.slice(0, QUESTION_LENGTH));
  for (let session = 0; session < SESSIONS; session += 1) {
    const client = await QuestionClient.connect(listener.port);
    for (let asked = 0; asked < QUESTIONS; asked += 1) await client.ask(ask);
    client.close();
  }
  const grown = ((await waitForStableMemory(listener.pid)) - before) / MB;
  const from = performance.now();
  await listener.stop();
  const stopMs = performance.now() - from;
  const file = statSync(path.join(home, 'sessions.json')).size / MB;
  const said = (SESSIONS * QUESTIONS * QUESTION_LENGTH) / MB;
  return [
    {
      what,
      ours: `${grown.toFixed(0)} MB more`,
      yardstick: `${said.toFixed(0)} MB asked`,
      ratio: times(grown / said),
      aim: `< ${MAX_GROWTH_MB} MB`,
      verdict: verdict(grown < MAX_GROWTH_MB),
    },
    {
      what: 'the file they are kept in, and the stop that writes it',
      ours: `${file.toFixed(1)} MB, ${stopMs.toFixed(0)} ms`,
      yardstick: `${said.toFixed(0)} MB asked`,
      ratio: times(file / said),
      aim: `< ${MAX_FILE_MB} MB`,
      verdict: verdict(file < MAX_FILE_MB),
    },
  ];
}

const HOSTILE_SOCKETS = 2_100;
const HEALTH_REQUESTS = 30;
const HEALTH_TIMEOUT_MS = 1_000;
/** Not the address that requests /healthz: limits are per address. */
const HOSTILE_ADDRESS = '127.0.0.9';

async function healthBesideSockets({ note }: BenchContext): Promise<Row> {
  const what = `/healthz beside ${HOSTILE_SOCKETS} sockets of one address that say nothing`;
  if (process.platform !== 'linux')
    return skipped(what, NOTHING, 'only Linux has 127.0.0.9 without a set-up');
  note(what);
  const listener = await startListener();
  const sockets = Array.from({ length: HOSTILE_SOCKETS }, () => silentSocket(listener.port));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  let answered = 0;
  for (let asked = 0; asked < HEALTH_REQUESTS; asked += 1) {
    if (await isHealthy(listener.port)) answered += 1;
  }
  for (const socket of sockets) socket.destroy();
  await listener.stop();
  return {
    what,
    ours: `${answered} of ${HEALTH_REQUESTS} within a second`,
    yardstick: NOTHING,
    ratio: NOTHING,
    aim: `${HEALTH_REQUESTS} of ${HEALTH_REQUESTS}`,
    verdict: verdict(answered === HEALTH_REQUESTS),
  };
}

function silentSocket(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: HOSTILE_ADDRESS });
  socket.on('error', () => undefined);
  return socket;
}

function isHealthy(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(
      { port, host: '127.0.0.1', path: '/healthz', timeout: HEALTH_TIMEOUT_MS, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.on('timeout', () => request.destroy(new Error('late')));
    request.on('error', () => resolve(false));
  });
}

function questionFrame(text: string): Buffer {
  return clientFrame(TEXT, JSON.stringify({ type: 'text_input', text }));
}

/** A client that sends one question at a time. */
class QuestionClient {
  readonly #client: Client;
  #onResponse: () => void = () => undefined;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async connect(port: number): Promise<QuestionClient> {
    const client = new QuestionClient(await Client.connect(port));
    client.#client.onText = (payload) => {
      if (payload.subarray(0, 18).toString() === '{"type":"response"') client.#onResponse();
    };
    return client;
  }

  /** @returns milliseconds until the answer. @throws Error if none arrives */
  async ask(frame: Buffer): Promise<number> {
    const from = performance.now();
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.#onResponse = resolve;
      timer = setTimeout(() => reject(new Error('a question was not answered')), ANSWER_TIMEOUT_MS);
      this.#client.send(frame);
    }).finally(() => clearTimeout(timer));
    return performance.now() - from;
  }

  close(): void {
    this.#client.close();
  }
}
