import { statSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { Client } from '../client.ts';
import { clientFrame, TEXT } from '../frame.ts';
import type { Measuring } from '../measuring.ts';
import { median } from '../median.ts';
import { figuresAvailable } from '../process-figures.ts';
import { NOTHING, type Row, skipped, times, verdict } from '../row.ts';
import { waitForStableMemory } from '../settled.ts';
import { startListener, temporaryHome } from '../shipped.ts';

const KB = 1_000;
const MB = 1_000_000;
const ANSWER_MS = 60_000;

/** What hostile input costs: long questions, what is kept of them, and health beside sockets that say nothing. */
export async function bounds(measuring: Measuring): Promise<readonly Row[]> {
  return [
    ...(await longQuestions(measuring)),
    ...(await fatSessions(measuring)),
    await healthBesideSockets(measuring),
  ];
}

/** Made of what patterns and names are told by: blanks, names, and words at the end that are no name. */
function hostileQuestion(bytes: number): string {
  const tails = ' today'.repeat(Math.floor(bytes / 12));
  const head = 'spend at a';
  return `${head}${' '.repeat(Math.max(1, bytes - head.length - 1 - tails.length))}b${tails}`;
}

async function longQuestions({ quick, note }: Measuring): Promise<readonly Row[]> {
  const listener = await startListener();
  const asker = await Asker.connect(listener.port);
  const perKb: number[] = [];
  const rows: Row[] = [];
  for (const kb of [1, 8, 32]) {
    note(`questions of ${kb} KB`);
    const ask = questionFrame(hostileQuestion(kb * KB));
    for (let warm = 0; warm < 20; warm += 1) await asker.ask(ask);
    const took: number[] = [];
    for (let asked = 0; asked < (quick ? 30 : 200); asked += 1) took.push(await asker.ask(ask));
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
  asker.leave();
  await listener.stop();
  return rows;
}

const SESSIONS = 200;
const QUESTIONS = 10;
const QUESTION_LENGTH = 32_000;
const MAX_GROWTH_MB = 100;
const MAX_FILE_MB = 17;

async function fatSessions({ note }: Measuring): Promise<readonly Row[]> {
  const what = `memory of ${SESSIONS} sessions of ${QUESTIONS} questions of 32 000 characters`;
  if (!figuresAvailable()) return [skipped(what, NOTHING, 'this system has no /proc')];
  const home = temporaryHome();
  const listener = await startListener({ home });
  const before = await waitForStableMemory(listener.pid);
  note(what);
  const ask = questionFrame(`what ${'medication '.repeat(QUESTION_LENGTH / 11)}`.slice(0, QUESTION_LENGTH));
  for (let session = 0; session < SESSIONS; session += 1) {
    const asker = await Asker.connect(listener.port);
    for (let asked = 0; asked < QUESTIONS; asked += 1) await asker.ask(ask);
    asker.leave();
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
const HEALTH_MS = 1_000;
/** Another address of this machine than the one that asks for health: limits count by address. */
const HOSTILE_ADDRESS = '127.0.0.9';

async function healthBesideSockets({ note }: Measuring): Promise<Row> {
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
      { port, host: '127.0.0.1', path: '/healthz', timeout: HEALTH_MS, agent: false },
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

/** A client that asks one question at a time. */
class Asker {
  readonly #client: Client;
  #onResponse: () => void = () => undefined;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async connect(port: number): Promise<Asker> {
    const asker = new Asker(await Client.connect(port));
    asker.#client.onText = (payload) => {
      if (payload.subarray(0, 18).toString() === '{"type":"response"') asker.#onResponse();
    };
    return asker;
  }

  /** Milliseconds until the answer. @throws Error where none comes */
  async ask(frame: Buffer): Promise<number> {
    const from = performance.now();
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.#onResponse = resolve;
      timer = setTimeout(() => reject(new Error('a question was not answered')), ANSWER_MS);
      this.#client.send(frame);
    }).finally(() => clearTimeout(timer));
    return performance.now() - from;
  }

  leave(): void {
    this.#client.leave();
  }
}
