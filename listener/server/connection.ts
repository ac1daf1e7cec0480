import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import type { ConnectionInfo, RunningQuery } from '../../contract/connections.ts';
import type { ClientMessage, HalErrorCode } from '../../contract/hal.ts';
import { guarded, runAfter } from '../../lib/background.ts';
import { momentOf } from '../../lib/clock.ts';
import type { LogDetails } from '../log/log-line.ts';
import { encodeFrame, withExampleMark } from '../protocol/frame.ts';
import { step } from '../protocol/session.ts';
import type { SessionAccess } from '../protocol/session-access.ts';
import {
  createSession,
  type Effect,
  type SavedSession,
  type SessionEvent,
  type SessionState,
} from '../protocol/session-state.ts';
import { ClientAudio } from './client-audio.ts';
import {
  type Closing,
  closingFromClient,
  closingFromProtocolError,
  closingFromSocketError,
} from './closing.ts';
import type { ClientInfo, ConnectionHost } from './connection-host.ts';
import { FrameWriter, PongReplies } from './frame-writer.ts';
import { MessageIntake, toBuffer } from './message-intake.ts';
import type { ClosedBy } from './metrics.ts';
import { QueryRunner } from './query-runner.ts';
import { SessionTimers } from './session-timers.ts';

/** How long a peer may take to complete the closing handshake. */
const CLOSE_GRACE_MS = 1_000;
/** Python clients on `websockets` block their event loop at a prompt: see docs/protocol.md §5, heartbeat. */
const PACED_AGENT = /\bwebsockets\//i;
const PACE_MS = 20;
/** A resume waits for half a second at most; nobody types so much in that time. */
const MAX_HELD_MESSAGES = 200;

/** One client: its socket, its session, its timers. */
export class Connection {
  readonly id = randomUUID();
  /** Sequence number, from 1. */
  readonly number: number;
  /** Monotonic milliseconds. */
  readonly openedAt: number;
  readonly peer: ClientInfo;
  /** A paced client is never closed for a missing pong: its event loop may block for minutes. */
  readonly paced: boolean;
  /** Monotonic milliseconds. */
  lastActivityAt: number;
  missedPongs = 0;
  readonly #ws: WebSocket;
  readonly #writer: FrameWriter;
  readonly #host: ConnectionHost<Connection>;
  readonly #intake: MessageIntake;
  readonly #timers = new SessionTimers((timer) => this.#step({ type: 'timer', timer }));
  readonly #queries: QueryRunner;
  readonly #sessions: SessionAccess;
  /** Undefined if speech is not recognized. */
  readonly #audio: ClientAudio | undefined;
  /** Messages behind a resume that waits for the session store, in their order; undefined if none waits. */
  #held: ClientMessage[] | undefined;
  #state: SessionState;
  #messagesIn = 0;
  #rejected = 0;
  #pingedAt = 0;
  #rtt: number | null = null;
  /** Set when the listener closes the connection. */
  #closing: Closing | undefined;
  /** Set when the underlying socket fails. */
  #socketError: Closing | undefined;
  #onIdle: (() => void) | undefined;
  /** Monotonic milliseconds. */
  askedAt = Number.NEGATIVE_INFINITY;
  closeAfterAnswer: (() => void) | undefined;

  constructor(
    ws: WebSocket,
    socket: Socket,
    number: number,
    peer: ClientInfo,
    host: ConnectionHost<Connection>,
  ) {
    this.number = number;
    this.#ws = ws;
    this.#writer = new FrameWriter(ws, socket, {
      onSendError: () => host.metrics.failedSends.inc(),
      onBackpressure: (bytes) => this.#onBackpressure(bytes),
    });
    this.#host = host;
    this.#sessions = host.sessions.open();
    this.peer = peer;
    this.#queries = new QueryRunner(
      { number, id: this.id, address: peer.address, session: () => this.#logId },
      host,
      {
        onReply: (key, reply) => this.#step({ type: 'answer', key, reply }),
        onRecognized: (key, text) => this.#step({ type: 'recognized', key, text }),
        onIgnored: (key, isWoken) => this.#step({ type: 'ignored', key, isWoken }),
      },
    );
    this.openedAt = host.clock.monotonic();
    this.lastActivityAt = this.openedAt;
    this.paced = PACED_AGENT.test(peer.userAgent ?? '');
    this.#intake = new MessageIntake(ws, host.config, host.clock);
    this.#state = createSession(this.id, {
      deadlineMs: host.config.deadlineMs,
      paceMs: this.paced ? PACE_MS : 0,
      greeting: peer.path === '/state' ? 'state' : 'connected',
      speech: host.speech !== undefined,
    });
    this.#audio =
      host.speech &&
      new ClientAudio(host.speech, host.clock, () => this.#state.phase, {
        onVoice: () => this.#step({ type: 'voice' }),
        onUtterance: (utterance, isFinal) => this.#step({ type: 'utterance', utterance, isFinal }),
        onLag: () => this.#intake.pauseBriefly(),
      });
    const closeOnError = () => this.close(1011, 'error', 'internal error');
    ws.on(
      'message',
      guarded('client message', (data: RawData) => this.#onMessage(data), closeOnError),
    );
    ws.on(
      'pong',
      guarded('pong', () => {
        this.#intake.chargeExcess();
        this.#rtt = Math.round(host.clock.monotonic() - this.#pingedAt);
        this.#onActivity();
      }),
    );
    const pongs = new PongReplies(ws);
    ws.on(
      'ping',
      guarded('ping', (data: Buffer) => {
        pongs.onPing(data);
        this.#intake.chargeExcess();
      }),
    );
    ws.on(
      'error',
      guarded('connection error', (error: Error) => {
        this.#closing ??= closingFromProtocolError(error);
      }),
    );
    // `ws` swallows socket errors and emits a close without a reason.
    socket.on(
      'error',
      guarded('socket error', (error: Error) => {
        this.#socketError ??= closingFromSocketError(error);
      }),
    );
    ws.on(
      'close',
      guarded('connection closed', (code: number, reason: Buffer) =>
        this.#onClose(code, reason.toString('utf8')),
      ),
    );
  }

  get sessionId(): string {
    return this.#state.sessionId;
  }

  /** A prefix identifies the session in logs and lists; with the whole id a reader could resume the session. */
  get #logId(): string {
    return this.sessionId.slice(0, 8);
  }

  info(): ConnectionInfo {
    return {
      id: String(this.number),
      address: this.peer.address,
      ...(this.peer.proxy === undefined ? {} : { proxy: this.peer.proxy }),
      userAgent: this.peer.userAgent ?? null,
      session: this.#logId,
      state: this.#state.phase,
      since: this.#host.wall.of(this.openedAt),
      lastActivity: this.#host.wall.of(this.lastActivityAt),
      rtt: this.#rtt,
      pendingBytes: this.#ws.bufferedAmount,
      messagesIn: this.#messagesIn,
      messagesOut: this.#writer.sent,
      queries: this.#queries.count,
      failed: this.#queries.failed,
      malformed: this.#rejected,
    };
  }

  /** The running query. */
  get running(): RunningQuery | undefined {
    return this.#queries.running;
  }

  /** Whether a question is not answered yet. */
  get isWaiting(): boolean {
    return this.#state.pending.length > 0;
  }

  flush(): Promise<void> {
    return this.#sessions.flush();
  }

  open(): void {
    this.#host.metrics.opened.inc();
    this.#host.gatewayLog.opened({
      client: this.peer.address,
      proxy: this.peer.proxy,
      session: this.#logId,
      agent: this.peer.userAgent,
    });
    this.#step({ type: 'open' });
  }

  ping(): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    this.missedPongs += 1;
    this.#pingedAt = this.#host.clock.monotonic();
    this.#ws.ping();
  }

  /** Stops accepting questions; resolves when all accepted ones are answered and other listeners can find the session. */
  async drain(): Promise<void> {
    this.#step({ type: 'drain' });
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      this.#checkIdle();
    });
    await this.#sessions.flush();
  }

  /**
   * Closes with a WebSocket status code; terminates the socket if the peer does not answer within CLOSE_GRACE_MS.
   * @param by label in the metrics; `reason` goes to the peer and into the log
   */
  close(code: number, by: ClosedBy, reason: string): void {
    this.#closing ??= { by, reason };
    this.#intake.release();
    this.#ws.close(code, reason);
    runAfter(CLOSE_GRACE_MS, 'closing a connection', () => this.#ws.terminate()).unref();
  }

  /** Destroys the socket without a closing handshake, for a peer that is gone. */
  terminate(by: ClosedBy, reason: string): void {
    this.#closing ??= { by, reason };
    this.#ws.terminate();
  }

  #onMessage(data: RawData): void {
    this.#onActivity();
    this.#messagesIn += 1;
    this.#host.metrics.messages.inc();
    const frame = toBuffer(data);
    const parsed = this.#intake.take(frame);
    if (parsed === undefined) return;
    if (!parsed.ok) return this.#rejectMessage(parsed.code, parsed.text);
    const { type } = parsed.message;
    this.#trace('message', () => ({ type, bytes: frame.length }));
    if (this.#held === undefined && this.#audio?.onMessage(parsed.message, frame)) return;
    this.#handleMessage(parsed.message);
  }

  #handleMessage(message: ClientMessage): void {
    if (this.#held !== undefined) return this.#hold(message, this.#held);
    if (message.type !== 'resume') return this.#step({ type: 'message', message });
    const found = this.#sessions.find(message.session_id);
    if (!(found instanceof Promise)) return this.#step({ type: 'resume', saved: found });
    this.#held = [];
    const resumed = guarded(
      'resuming a session',
      (saved: SavedSession | undefined) => this.#onFound(saved),
      () => this.close(1011, 'error', 'internal error'),
    );
    found.then(resumed, () => resumed(undefined));
  }

  #hold(message: ClientMessage, held: ClientMessage[]): void {
    if (held.length < MAX_HELD_MESSAGES) held.push(message);
    else
      this.#step({
        type: 'refusal',
        code: 'RATE_LIMITED',
        text: 'Too many messages before the session was resumed.',
      });
  }

  #onFound(saved: SavedSession | undefined): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#step({ type: 'resume', saved });
    // One of them may be a resume too, behind which the others wait again.
    for (const message of held) this.#handleMessage(message);
    this.#checkIdle();
  }

  /** Logs one protocol step at debug level. */
  #trace(step: string, details: () => LogDetails): void {
    const { log } = this.#host;
    if (log.debugging) log.debug(step, { client: this.peer.address, ...details() });
  }

  #rejectMessage(code: HalErrorCode, text: string): void {
    this.#rejected += 1;
    this.#host.metrics.badMessages.inc({ code });
    this.#host.log.debug('message rejected', { client: this.peer.address, code });
    this.#step({ type: 'refusal', code, text });
  }

  #step(event: SessionEvent): void {
    const { phase, nextKey } = this.#state;
    const wasWaiting = this.isWaiting;
    const { state, effects } = step(this.#state, event, momentOf(this.#host.clock));
    this.#state = state;
    if (state.phase !== phase) this.#trace('state', () => ({ from: phase, to: state.phase }));
    if (state.nextKey !== nextKey) this.askedAt = this.#host.clock.monotonic();
    for (const effect of effects) this.#runEffect(effect);
    this.#checkIdle();
    if (wasWaiting && !this.isWaiting) this.closeAfterAnswer?.();
  }

  #runEffect(effect: Effect): void {
    switch (effect.type) {
      case 'send': {
        const { frame } = effect;
        if (frame.type === 'response' && frame.audio !== undefined) this.#audio?.onPlay(frame.audio);
        const text = withExampleMark(encodeFrame(frame), this.#host.isExample());
        this.#trace('frame', () => ({ type: frame.type, bytes: Buffer.byteLength(text) }));
        return this.#writer.send(text, frame.type === 'processing' ? 'soon' : 'now');
      }
      case 'ask':
        return void this.#queries.ask(effect.question);
      case 'cancel':
        return this.#queries.cancel(effect.key);
      case 'set-timer':
        return this.#timers.set(effect.timer, effect.ms);
      case 'clear-timer':
        return this.#timers.clear(effect.timer);
      case 'reset-audio':
        return this.#audio?.reset();
      case 'save':
        return this.#sessions.save(this.#state);
    }
  }

  #onBackpressure(bytes: number): void {
    if (this.#closing !== undefined) return;
    this.#host.log.warn('closing slow client: send buffer over 1 MiB', {
      client: this.peer.address,
      unsent: bytes,
    });
    this.close(1013, 'slow', 'too slow: send buffer full');
  }

  #onActivity(): void {
    this.missedPongs = 0;
    this.lastActivityAt = this.#host.clock.monotonic();
  }

  #onClose(code: number, reason: string): void {
    this.#intake.release();
    // A socket error after a complete closing handshake is not the reason for the close.
    const socketError = code === 1006 ? this.#socketError : undefined;
    const closing = this.#closing ?? socketError ?? closingFromClient(code, reason);
    try {
      if (this.#state.turns.length > 0) this.#sessions.save(this.#state);
      this.#step({ type: 'close' });
      this.#host.metrics.closed.inc({ by: closing.by });
      this.#host.gatewayLog.closed({
        client: this.peer.address,
        session: this.#logId,
        code,
        by: closing.by,
        reason: closing.reason,
        ms: Math.round(this.#host.clock.monotonic() - this.openedAt),
        queries: this.#queries.count,
      });
    } finally {
      // Runs even if something above throws, so that no timer or place stays in use.
      this.#timers.clearAll();
      this.#audio?.close();
      this.#host.onClosed(this, { ...this.info(), closedAt: this.#host.clock.now(), code, ...closing });
    }
  }

  #checkIdle(): void {
    if (this.#state.pending.length === 0 && this.#held === undefined) this.#onIdle?.();
  }
}
