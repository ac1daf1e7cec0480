import path from 'node:path';
import { LOG_FILES } from '../../contract/home-files.ts';
import { systemClock } from '../../lib/clock.ts';
import { describeWriteFailure } from './event-log.ts';
import type { LogDisk } from './log-disk.ts';
import { LogFile } from './log-file.ts';
import { formatGatewayLine, type Log, type LogDetails } from './log-line.ts';

export const GATEWAY_LOG = LOG_FILES.gateway;

export interface GatewayLogOptions {
  readonly directory: string;
  readonly maxSize: number;
  readonly keep: number;
  /** Whether questions and answers may be written. */
  readonly questions: boolean;
  readonly now?: () => Date;
  /** Receives errors of writing the file. */
  readonly log?: Log;
  readonly disk?: LogDisk;
  readonly retryMs?: number;
  readonly maxWaiting?: number;
}

interface Connected {
  /** Address and port, for example `127.0.0.1:50124`. */
  readonly client: string;
  readonly session?: string | undefined;
}

interface OpenedConnection extends Connected {
  /** The trusted proxy that named the client. */
  readonly proxy?: string | undefined;
  /** The client's User-Agent. */
  readonly agent?: string | undefined;
}

interface ClosedConnection extends Connected {
  /** WebSocket close code. */
  readonly code?: number | undefined;
  /** Who closed it: `client`, or the listener's reason. */
  readonly by?: string | undefined;
  readonly reason: string;
  /** Milliseconds it was open. */
  readonly ms?: number | undefined;
  readonly queries?: number | undefined;
}

interface AnsweredQuery extends Connected {
  readonly intent: string;
  /** Milliseconds from question to answer. */
  readonly ms: number;
  readonly status: string;
  readonly rows?: number | undefined;
  /** Outcome of the language model, if one is configured. */
  readonly assist?: string | undefined;
  /** Written only if the log was opened with `questions`. */
  readonly question?: string | undefined;
  readonly answer?: string | undefined;
}

/** Something that was said. */
interface RecognizedUtterance extends Connected {
  readonly outcome: string;
  /** Length of the audio, ms. */
  readonly audioMs: number;
  /** Milliseconds of recognition. */
  readonly ms: number;
  readonly words: number;
  /** Percent of samples at the limit. */
  readonly clipped: number;
  /** It was labelled 16 kHz and taken for 8 kHz. */
  readonly isSlow: boolean;
  /** Written only if the log was opened with `questions`. */
  readonly text: string;
}

/** One line per opened or closed connection and per query: who asked and how long it took, but not what was asked. */
export interface GatewayLog {
  readonly path: string;
  opened(connection: OpenedConnection): void;
  closed(connection: ClosedConnection): void;
  query(query: AnsweredQuery): void;
  utterance(utterance: RecognizedUtterance): void;
  flush(): Promise<void>;
  /** For `process.on('exit')`. */
  flushSync(): void;
  close(): Promise<void>;
}

/** Never throws. */
export function openGatewayLog(options: GatewayLogOptions): GatewayLog {
  const { now = () => new Date(systemClock.now()), questions, log } = options;
  const file = path.join(options.directory, GATEWAY_LOG);
  const lines = new LogFile({
    ...options,
    path: file,
    formatLostLines: (count) => formatGatewayLine(now(), 'lost', { lines: count }),
    onFailure: (error) => log?.error('cannot write the gateway log', describeWriteFailure(file, error)),
  });
  const write = (event: string, details: LogDetails): void =>
    lines.write(formatGatewayLine(now(), event, details));

  return {
    path: file,
    opened: ({ client, proxy, session, agent }) => write('opened', { client, proxy, session, agent }),
    closed: ({ client, session, code, by, reason, ms, queries }) =>
      write('closed', { client, session, code, by, reason, ms, queries }),
    query: ({ client, session, intent, ms, status, rows, assist, question, answer }) => {
      const texts = questions ? { question, answer } : {};
      write('query', { client, session, intent, ms: Math.round(ms), status, rows, assist, ...texts });
    },
    utterance: ({ client, session, outcome, audioMs, ms, words, clipped, isSlow, text }) =>
      write('utterance', {
        client,
        session,
        outcome,
        audio_ms: audioMs,
        ms,
        words,
        ...(clipped > 0 ? { clipped } : {}),
        ...(isSlow ? { rate: 8_000 } : {}),
        ...(questions && text !== '' ? { text } : {}),
      }),
    flush: () => lines.flush(),
    flushSync: () => lines.flushSync(),
    close: () => lines.close(),
  };
}
