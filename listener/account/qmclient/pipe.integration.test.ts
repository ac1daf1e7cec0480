import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Exchange } from './exchange.ts';
import { spawnNamedPipe } from './named-pipe.ts';
import { spawnPipe } from './pipe.ts';
import { systemTimers } from './timers.ts';
import type { Transport } from './transport.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qm-pipe-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for QM's program: node running `body`, which has `answer(input, output)` for the protocol. */
function program(name: string, body: string): string {
  const answer = `
    const answer = (input, output) => input.on('data', () => output.write(Buffer.from('0a000000000000000000', 'hex')));`;
  const file = join(folder, name);
  writeFileSync(file, `#!${process.execPath}\n${answer}\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

const ended = (transport: Transport) => new Promise((resolve) => transport.onClose(resolve));

describe.skipIf(process.platform === 'win32')('the pipe (stand-in programs; needs a system with #!)', () => {
  it('carries requests and answers, and ends with its process', async () => {
    const transport = spawnPipe(program('echo', 'answer(process.stdin, process.stdout);'));
    const exchange = new Exchange(transport, systemTimers);
    expect(await exchange.request({ function: 'localLogin' }, 10_000)).toMatchObject({ serverError: 'ok' });
    exchange.close();
    await exchange.closed;
  });

  it('starts it as QMClient server on its standard streams', async () => {
    const transport = spawnPipe(program('arguments', 'console.error(process.argv.slice(2).join(" "));'));
    expect(await ended(transport)).toEqual({ text: '-Q -C1!0' });
  });

  it('reports a QM that is not started, with its last output', async () => {
    const transport = spawnPipe(
      program('down', 'console.error("ScarletDME has not been started"); process.exit(1);'),
    );
    const exchange = new Exchange(transport, systemTimers);
    await expect(exchange.request({ function: 'localLogin' }, 10_000)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'ScarletDME has not been started',
    });
  });

  it('reports a QM without a free seat, which exits silently', async () => {
    const exchange = new Exchange(spawnPipe(program('full', 'process.exit(1);')), systemTimers);
    await expect(exchange.request({ function: 'localLogin' }, 10_000)).rejects.toMatchObject({
      code: 'LICENCE_LIMIT',
    });
  });

  it('reports a missing program', async () => {
    const exchange = new Exchange(spawnPipe(join(folder, 'nowhere')), systemTimers);
    await expect(exchange.request({ function: 'localLogin' }, 10_000)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('ends a process that does not go by itself: asked first, and made to only then', async () => {
    const signals: (() => void)[] = [];
    const timers = {
      ...systemTimers,
      after: (_: number, run: () => void) => {
        signals.push(run);
        return () => {};
      },
    };
    const stubborn = program(
      'stubborn',
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up");',
    );
    const transport = spawnPipe(stubborn, timers);
    await new Promise<void>((resolve) => transport.onData(() => resolve()));
    transport.destroy();
    transport.destroy();
    expect(signals).toHaveLength(2);
    for (const signal of signals) signal();
    await ended(transport);
  });
});

describe.skipIf(process.platform === 'win32')(
  'the named pipe (a Unix socket here: unproven on Windows)',
  () => {
    const connecting = "const socket = require('node:net').connect(process.argv[4]);";

    it('is made first, then named to the program, which connects', async () => {
      const qm = program('named', `${connecting} answer(socket, socket);`);
      const transport = await spawnNamedPipe(qm, 10_000, join(folder, 'a.sock'));
      const exchange = new Exchange(transport, systemTimers);
      expect(await exchange.request({ function: 'localLogin' }, 10_000)).toMatchObject({ serverError: 'ok' });
      exchange.close();
      await exchange.closed;
    });

    it('reports a program that exits instead of connecting, with its last output', async () => {
      const qm = program('unwilling', 'console.error("no licence"); process.exit(1);');
      await expect(spawnNamedPipe(qm, 10_000, join(folder, 'b.sock'))).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringContaining('no licence'),
      });
    });

    it('does not wait for ever', async () => {
      const qm = program('idle', 'process.stdin.resume(); setTimeout(() => {}, 3000);');
      await expect(spawnNamedPipe(qm, 50, join(folder, 'c.sock'))).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      });
    });
  },
);
