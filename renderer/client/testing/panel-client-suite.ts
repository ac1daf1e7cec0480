import { describe, expect, it, onTestFinished } from 'vitest';
import type { PanelEvent } from '../../../contract/panel.ts';
import type { Snapshot } from '../../../contract/panel-snapshot.ts';
import { PanelError } from '../../../wording/panel-error.ts';
import type { ConnectionState, PanelClient } from '../panel-client.ts';

/** The server side of a client under test, independent of the transport. */
export interface ClientStage {
  connect(): PanelClient;
  /** Sets the backend's snapshot and sends it to every page. */
  setSnapshot(change: Partial<Snapshot>): void;
  /** Actions that the backend received. */
  readonly received: readonly unknown[];
  /** Makes the next actions fail. */
  failWith(error: Error | undefined): void;
  /** Stops the server and starts it again at the same address. */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  close(): Promise<void>;
}

/** The behavior that every transport of `PanelClient` must have. */
export function panelClientSuite(name: string, open: () => Promise<ClientStage>): void {
  describe(`PanelClient over ${name}`, () => {
    async function staged(): Promise<{ stage: ClientStage; client: PanelClient }> {
      const stage = await open();
      const client = stage.connect();
      onTestFinished(async () => {
        client.close();
        await stage.close();
      });
      return { stage, client };
    }

    it('goes live with the first snapshot', async () => {
      const { client } = await staged();
      expect(client.link.state).toBe('connecting');
      const event = await next(client, 'snapshot');
      expect(event.snapshot.state).toBe('stopped');
      expect(client.link).toEqual({ state: 'live' });
    });

    it('receives changes, as every other client does', async () => {
      const { stage, client } = await staged();
      const other = stage.connect();
      onTestFinished(() => other.close());
      await Promise.all([live(client), live(other)]);
      stage.setSnapshot({ state: 'failed', reason: 'for a test' });
      for (const one of [client, other]) {
        expect((await next(one, 'snapshot', ({ state }) => state === 'failed')).snapshot.reason).toBe(
          'for a test',
        );
      }
    });

    it('performs actions and returns their results', async () => {
      const { stage, client } = await staged();
      await live(client);
      expect(await client.call('restart', { debug: true })).toEqual({ message: 'Done: restart.' });
      expect(stage.received).toEqual([['restart', { debug: true }]]);
    });

    it('keeps code, message and advice of an error', async () => {
      const { stage, client } = await staged();
      await live(client);
      const refusal = new PanelError('STOP_FAILED', 'PID 7 does not end.');
      stage.failWith(refusal);
      await expect(client.call('stop', {})).rejects.toMatchObject({
        code: 'STOP_FAILED',
        message: 'PID 7 does not end.',
        advice: refusal.advice,
      });
    });

    it('has its arguments validated by the server', async () => {
      const { client } = await staged();
      await live(client);
      await expect(client.call('use-port', { port: 99_999 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    });

    it('cancels a call', async () => {
      const { client } = await staged();
      await live(client);
      const stop = new AbortController();
      const call = client.call('connections', {}, { signal: stop.signal });
      stop.abort();
      await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(await client.call('logs', {})).toBeInstanceOf(Array);
    });

    it('reports the progress of a call', async () => {
      const { client } = await staged();
      await live(client);
      const seen: unknown[] = [];
      const onProgress = (progress: unknown): void => void seen.push(progress);
      const answer = await client.call('settings-check', { edits: [] }, { onProgress });
      expect([seen, answer]).toEqual([['settings-check began'], { problems: [] }]);
    });

    it('matches the results of concurrent calls', async () => {
      const { client } = await staged();
      await live(client);
      const answers = await Promise.all([
        client.call('history', { span: 'seconds' }),
        client.call('connections', {}),
        client.call('snapshot', {}),
      ]);
      expect(answers).toMatchObject([{ samples: [] }, { total: 0 }, { port: 8_768 }]);
    });

    it('reports a lost connection, fails pending calls, and reconnects automatically', async () => {
      const { stage, client } = await staged();
      await live(client);
      await stage.stopServer();
      await setSnapshot(client, 'lost');
      await expect(client.call('logs', {})).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
      await stage.startServer();
      await live(client);
      expect(await client.call('snapshot', {})).toMatchObject({ state: 'stopped' });
    });

    it('downloads a log, or reports the error', async () => {
      const { client } = await staged();
      await live(client);
      expect(await (await client.download('events')).text()).toContain('a line of the log');
      await expect(client.download('gateway')).rejects.toMatchObject({ code: 'NO_LOG' });
      const filter = { fields: [{ name: 'client' as const, value: 'nobody & "?"' }] };
      expect(await (await client.download('events', { filter })).text()).toBe('');
      const unreadable = { filter: { since: 'yesterday' } };
      await expect(client.download('events', unreadable)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    });

    it('reports download progress and cancels a download', async () => {
      const { client } = await staged();
      await live(client);
      const shares: number[] = [];
      await client.download('events', { onProgress: (share) => shares.push(share) });
      expect(shares.at(-1)).toBe(1);
      const stop = new AbortController();
      const download = client.download('events', { signal: stop.signal });
      stop.abort();
      await expect(download).rejects.toMatchObject({ code: 'CANCELLED' });
    });
  });
}

function live(client: PanelClient): Promise<ConnectionState> {
  return setSnapshot(client, 'live');
}

function setSnapshot(client: PanelClient, state: ConnectionState['state']): Promise<ConnectionState> {
  if (client.link.state === state) return Promise.resolve(client.link);
  return new Promise((resolve) => {
    const stop = client.onConnectionState((link) => {
      if (link.state !== state) return;
      stop();
      resolve(link);
    });
  });
}

type Of<K extends PanelEvent['kind']> = Extract<PanelEvent, { kind: K }>;

function next(
  client: PanelClient,
  kind: 'snapshot',
  like: (snapshot: Snapshot) => boolean = () => true,
): Promise<Of<'snapshot'>> {
  return new Promise((resolve) => {
    const stop = client.onEvent((event) => {
      if (event.kind !== kind || !like(event.snapshot)) return;
      stop();
      resolve(event);
    });
  });
}
