import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { panelAddress, SocketTransport } from './socket-transport.ts';

class FakeSocket {
  static last: FakeSocket;
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((close: { readonly code: number }) => void) | null = null;
  readonly sent: string[] = [];

  readonly url: string;

  constructor(url: string) {
    this.url = url;
    FakeSocket.last = this;
  }

  send(text: string): void {
    this.sent.push(text);
  }
}

beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket));
afterEach(() => vi.unstubAllGlobals());

it('says its first message itself, as soon as it is open', () => {
  const onopen = vi.fn();
  const transport = new SocketTransport(panelAddress('http://127.0.0.1:8769'), { token: 'abc' });
  transport.onopen = onopen;
  expect(FakeSocket.last.url).toBe('ws://127.0.0.1:8769/panel');
  expect(FakeSocket.last.sent).toEqual([]);
  FakeSocket.last.onopen?.();
  expect(FakeSocket.last.sent).toEqual(['{"token":"abc"}']);
  expect(onopen).not.toHaveBeenCalled();
});

it('keeps what came before there was a handler, in its order, and then passes it on at once', async () => {
  const transport = new SocketTransport('ws://127.0.0.1:1/panel');
  const { last } = FakeSocket;
  last.onmessage?.({ data: '1' });
  last.onmessage?.({ data: 'no JSON' });
  const seen: unknown[] = [];
  transport.onmessage = (frame) => seen.push(frame);
  expect(seen).toEqual([]);
  await Promise.resolve();
  expect(seen).toEqual([1, undefined]);
  last.onmessage?.({ data: '2' });
  expect(seen).toEqual([1, undefined, 2]);
});

it('tells that it was closed before there was a handler, once', async () => {
  const transport = new SocketTransport('ws://127.0.0.1:1/panel');
  FakeSocket.last.onmessage?.({ data: '1' });
  FakeSocket.last.onclose?.({ code: 4_001 });
  const seen: unknown[] = [];
  transport.onmessage = (frame) => seen.push(frame);
  transport.onclose = ({ code }) => seen.push(code);
  await Promise.resolve();
  expect(seen).toEqual([1, 4_001]);
});

it('says when something came first, or that nothing will', async () => {
  for (const event of ['onmessage', 'onclose'] as const) {
    const { firstMessage } = new SocketTransport('ws://127.0.0.1:1/panel');
    const came = vi.fn();
    void firstMessage.then(came);
    await Promise.resolve();
    expect(came).not.toHaveBeenCalled();
    FakeSocket.last[event]?.({ data: '1', code: 1_006 });
    await firstMessage;
    expect(came).toHaveBeenCalled();
  }
});
