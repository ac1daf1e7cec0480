import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { babble, bytesOf, joined, silence } from '../../listener/speech/testing/sounds.ts';
import { Client, clientFrame, TEXT } from '../client.ts';
import { hasProcFiles, measureCpuPercent, residentBytes, waitForStableMemory } from '../process-usage.ts';
import { type BenchContext, NOTHING, type Row, skipped, times, verdict } from '../row.ts';
import { type Server, startListener } from '../server-process.ts';
import { median } from '../spread.ts';

const CLIENTS = 50;
const SAMPLE_RATE = 16_000;
/** What the Mac client sends: 512 samples, 31 times a second. */
const CHUNK = 512;
const QUESTION = 'What medications am I taking?';
const KIB = 1024;
/** Our aims: percent of a core and KiB for each of them, and how much later a typed question is answered. */
const MAX_CPU = 0.5;
const MAX_MEMORY = 1_024;

interface Figures {
  /** Percent of a core, all clients together. */
  readonly cpu: number;
  /** Bytes that the first client adds, at the peak: the thread starts with it. */
  readonly first: number;
  /** Bytes that each further one adds, at the peak. */
  readonly further: number;
  /** Milliseconds of a typed question of one more client, p50. */
  readonly question: number;
}

/** Clients that talk all the time, beside the same clients at a listener that ignores audio. */
export async function speech({ quick, note }: BenchContext): Promise<readonly Row[]> {
  if (!hasProcFiles()) return [skipped('speech', NOTHING, 'this system has no /proc')];
  const recognition = await startRecognition();
  const ms = quick ? 8_000 : 30_000;
  note(`${CLIENTS} clients that talk, audio ignored`);
  const ignored = await talking(await startListener(), ms);
  note(`${CLIENTS} clients that talk, each utterance recognized`);
  const heard = await talking(await startListener({ env: { STT_URL: recognition.url } }), ms);
  recognition.close();
  const [cpu, further] = [heard.cpu / CLIENTS, heard.further / KIB];
  return [
    {
      what: `CPU of a core for a client that talks, ${CLIENTS} at once`,
      ours: `${cpu.toFixed(2)} %`,
      yardstick: `${(ignored.cpu / CLIENTS).toFixed(2)} %, the same audio ignored`,
      ratio: times(heard.cpu / ignored.cpu),
      aim: `≤ ${MAX_CPU} %`,
      verdict: verdict(cpu <= MAX_CPU),
    },
    {
      what: 'memory for the first client that talks, at the peak',
      ours: `${(heard.first / KIB / KIB).toFixed(1)} MiB`,
      yardstick: `${(ignored.first / KIB / KIB).toFixed(1)} MiB, the same audio ignored`,
      ratio: times(heard.first / Math.max(1, ignored.first)),
      aim: NOTHING,
      verdict: NOTHING,
    },
    {
      what: 'memory for each further one, at the peak',
      ours: `${Math.round(further)} KiB`,
      yardstick: `${Math.round(ignored.further / KIB)} KiB, the same audio ignored`,
      ratio: times(heard.further / Math.max(1, ignored.further)),
      aim: `≤ ${MAX_MEMORY} KiB`,
      verdict: verdict(further <= MAX_MEMORY),
    },
    {
      what: 'a typed question beside them, p50',
      ours: `${heard.question.toFixed(2)} ms`,
      yardstick: `${ignored.question.toFixed(2)} ms, the same audio ignored`,
      ratio: times(heard.question / ignored.question),
      aim: NOTHING,
      verdict: NOTHING,
    },
  ];
}

const toFrame = (message: object): Buffer => clientFrame(TEXT, JSON.stringify(message));

async function talking(listener: Server, ms: number): Promise<Figures> {
  const atRest = await waitForStableMemory(listener.pid);
  const voice = bytesOf(joined(silence(0.5), babble(2), silence(1)));
  const chunks = Array.from({ length: Math.floor(voice.length / 2 / CHUNK) }, (_, index) =>
    toFrame({
      type: 'audio_chunk',
      audio: voice.subarray(2 * CHUNK * index, 2 * CHUNK * (index + 1)).toString('base64'),
      format: 'wav',
      sample_rate: SAMPLE_RATE,
    }),
  );
  const wake = toFrame({ type: 'wake_word_detected' });
  const clients: Client[] = [];
  const connect = async (): Promise<void> => {
    const client = await Client.connect(listener.port);
    client.send(wake);
    client.onText = (frame) => {
      if (frame.includes('passive_listening')) client.send(wake);
    };
    clients.push(client);
  };
  const from = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent < ((performance.now() - from) / 1_000) * (SAMPLE_RATE / CHUNK); sent += 1) {
      // Each begins elsewhere in the sentence, so that they do not all end at once.
      for (const [index, client] of clients.entries())
        client.send(chunks[(sent + 2 * index) % chunks.length] ?? wake);
    }
  }, 10);
  let peak = 0;
  const memory = setInterval(() => {
    peak = Math.max(peak, residentBytes(listener.pid));
  }, 200);
  await connect();
  await sleep(ms / 2);
  const first = peak;
  while (clients.length < CLIENTS) await connect();
  await sleep(3_000);
  const [cpu, question] = await Promise.all([
    measureCpuPercent(listener.pid, ms),
    typedQuestions(listener, ms),
  ]);
  clearInterval(timer);
  clearInterval(memory);
  for (const client of clients) client.close();
  await listener.stop();
  return { cpu, first: first - atRest, further: (peak - first) / (CLIENTS - 1), question };
}

/** Milliseconds from question to answer, p50, ten a second. */
async function typedQuestions(listener: Server, ms: number): Promise<number> {
  const ask = toFrame({ type: 'text_input', text: QUESTION });
  const times: number[] = [];
  const client = await Client.connect(listener.port);
  const until = performance.now() + ms;
  while (performance.now() < until) {
    const from = performance.now();
    await new Promise<void>((resolve) => {
      client.onText = (frame) => {
        if (frame.includes('"type":"response"')) resolve();
      };
      client.send(ask);
    });
    times.push(performance.now() - from);
    await sleep(100);
  }
  client.close();
  return median(times);
}

/** A server that recognizes everything as a question, at once. */
async function startRecognition(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end(JSON.stringify({ text: QUESTION })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
