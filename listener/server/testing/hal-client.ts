import { once } from 'node:events';
import WebSocket from 'ws';

export interface Frame extends Record<string, unknown> {
  readonly type: string;
}

/** A client for tests that reads exactly what it is told to, and fails loudly when nothing comes. */
export class HalClient {
  readonly ws: WebSocket;
  readonly #frames: Frame[] = [];
  #wake: (() => void) | undefined;

  private constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('message', (data) => {
      this.#frames.push(JSON.parse(String(data)));
      this.#wake?.();
    });
    ws.on('error', () => undefined);
  }

  static async connect(url: string, options: WebSocket.ClientOptions = {}): Promise<HalClient> {
    const ws = new WebSocket(url, { perMessageDeflate: false, ...options });
    const client = new HalClient(ws);
    await once(ws, 'open');
    return client;
  }

  /** Connects and reads the greeting. */
  static async greeted(url: string, options: WebSocket.ClientOptions = {}): Promise<HalClient> {
    const client = await HalClient.connect(url, options);
    await client.frame();
    return client;
  }

  send(message: unknown): void {
    this.ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }

  /** The next frame; rejects when none comes in time. */
  async frame(patienceMs = 10_000): Promise<Frame> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const next = this.#frames.shift();
      if (next !== undefined) return next;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no frame within ${patienceMs} ms`);
      await this.#arrival(left);
    }
  }

  /** Frames up to and with the first of that type. */
  async until(type: string, patienceMs = 10_000): Promise<Frame[]> {
    const frames: Frame[] = [];
    for (;;) {
      const frame = await this.frame(patienceMs);
      frames.push(frame);
      if (frame.type === type) return frames;
    }
  }

  /** Asks and answers the `response`. */
  async ask(text: string): Promise<Frame> {
    this.send({ type: 'text_input', text });
    const frames = await this.until('response');
    return frames[frames.length - 1] as Frame;
  }

  /** What came unasked for in that time. */
  async quiet(ms: number): Promise<Frame[]> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return this.#frames.splice(0);
  }

  async closed(): Promise<{ code: number; reason: string }> {
    if (this.ws.readyState === WebSocket.CLOSED) throw new Error('closed before anybody looked');
    const [code, reason] = (await once(this.ws, 'close')) as [number, Buffer];
    return { code, reason: reason.toString('utf8') };
  }

  async close(): Promise<void> {
    if (this.ws.readyState === WebSocket.CLOSED) return;
    this.ws.close(1000);
    await once(this.ws, 'close');
  }

  #arrival(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
