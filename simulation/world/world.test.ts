import { describe, expect, it } from 'vitest';
import type { Endpoint } from './network.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { World } from './world.ts';

const sink = { write: () => undefined };

function worldOf(program: (process: SimulatedProcess, world: World) => void, seed = 1) {
  const world = new World(seed);
  world.install(() => (process) => program(process, world));
  const spawn = (uid = 0, parent?: SimulatedProcess) =>
    world.spawn({ argv: ['x'], env: {}, cwd: '/', uid, parent, stdout: sink, stderr: sink, cause: 'test' });
  const run = async (ms: number) => {
    const until = world.now + ms;
    while (await world.step(until));
  };
  return { world, spawn, run };
}

const stays = (process: SimulatedProcess): void => {
  process.references += 1;
};

describe('a process', () => {
  it('ends by itself when nothing keeps it alive, and not while a timer does', async () => {
    const { world, spawn, run } = worldOf(
      (process, machine) => void machine.schedule(process, 5_000, () => undefined),
    );
    const process = spawn();
    await run(4_000);
    expect(process.state).toBe('running');
    await run(2_000);
    expect(process.exit).toEqual({ code: 0, signal: null });
    expect(world.process(process.pid)).toBeUndefined();
  });

  it('does nothing while stopped, and handles everything late when continued', async () => {
    const rung: number[] = [];
    const { world, spawn, run } = worldOf((process, machine) => {
      stays(process);
      machine.schedule(process, 1_000, () => rung.push(machine.now));
    });
    const process = spawn();
    await run(500);
    world.signal(process.pid, 'SIGSTOP', 0);
    await run(1_000);
    // It does not even end before it is continued.
    world.signal(process.pid, 'SIGTERM', 0);
    await run(4_000);
    expect([rung, process.state]).toEqual([[], 'stopped']);
    world.signal(process.pid, 'SIGCONT', 0);
    await run(1);
    expect(rung).toEqual([5_500]);
    expect(process.exit?.signal).toBe('SIGTERM');
  });

  it('can be killed while stopped, only by its user, and frees its ports', async () => {
    const { world, spawn, run } = worldOf((process, machine) => {
      stays(process);
      machine.network.listen(process, { host: '0.0.0.0', port: 9_000, secure: false }, () => undefined);
    });
    const process = spawn(1000);
    await run(500);
    expect(() => world.signal(process.pid, 'SIGKILL', 1001)).toThrow('EPERM');
    world.signal(process.pid, 'SIGSTOP', 1000);
    expect(world.network.on(9_000)).toHaveLength(1);
    world.signal(process.pid, 'SIGKILL', 1000);
    expect(world.network.on(9_000)).toHaveLength(0);
    expect(() => world.signal(process.pid, 0, 0)).toThrow('ESRCH');
  });

  it('is a zombie until its parent reaps it, and its PID is soon reused', async () => {
    const { world, spawn, run } = worldOf(stays);
    const parent = spawn();
    const child = spawn(0, parent);
    await run(500);
    world.signal(parent.pid, 'SIGSTOP', 0);
    world.signal(child.pid, 'SIGKILL', 0);
    await run(1_000);
    expect(world.proc.read(`/proc/${child.pid}/stat`, parent)).toContain(' Z ');
    world.signal(parent.pid, 'SIGCONT', 0);
    await run(1_000);
    expect(world.process(child.pid)).toBeUndefined();
    const pids = Array.from({ length: 100 }, () => {
      const next = spawn();
      world.end(next, { code: 0, signal: null });
      return next.pid;
    });
    expect(pids).toContain(child.pid);
  });

  it('shows its start time in /proc, which differs for another process with the same PID', async () => {
    const { world, spawn, run } = worldOf(stays);
    const one = spawn();
    // proc(5): field 22; the program's name before it is in parentheses.
    const startOf = (process: typeof one) =>
      world.proc.read('/proc/self/stat', process).split(') ')[1]?.split(' ')[22 - 3];
    const start = startOf(one);
    await run(10_000);
    const other = spawn();
    expect(world.bootId).toMatch(/^[0-9a-f]{32}$/);
    expect(start).toMatch(/^\d+$/);
    expect(startOf(other)).not.toBe(start);
  });
});

describe('a connection', () => {
  /** A program that listens, and the events it received. */
  function connected(seed = 1) {
    const told: string[] = [];
    const hear = (name: string, endpoint: Endpoint): void => {
      endpoint.handlers = {
        data: (bytes) => void told.push(`${name} ${bytes}`),
        end: () => void told.push(`${name} end`),
        gone: (code) => void told.push(`${name} gone ${code}`),
      };
    };
    const machine = worldOf((process, world) => {
      stays(process);
      if (world.network.on(9_000).length > 0) return;
      world.network.listen(process, { host: '127.0.0.1', port: 9_000, secure: false }, (endpoint) =>
        hear('server', endpoint),
      );
    }, seed);
    return { ...machine, told, hear };
  }

  it('carries bytes in order, whatever the delay of each chunk', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const { world, spawn, run, told } = connected(seed);
      spawn();
      const client = spawn();
      await run(500);
      world.network.connect(client, { host: 'localhost', port: 9_000, secure: false }, (result) => {
        if (typeof result === 'string') throw new Error(result);
        for (const text of ['a', 'b', 'c']) result.send(Buffer.from(text), () => undefined);
        result.end();
      });
      await run(100);
      expect(told).toEqual(['server a', 'server b', 'server c', 'server end']);
    }
  });

  it('ends when the other process ends, and is refused if nobody listens', async () => {
    const { world, spawn, run, told, hear } = connected();
    const server = spawn();
    const client = spawn();
    await run(500);
    world.network.connect(client, { host: '127.0.0.1', port: 9_000, secure: false }, (result) => {
      if (typeof result !== 'string') hear('client', result);
    });
    await run(100);
    world.signal(server.pid, 'SIGKILL', 0);
    await run(100);
    expect(told).toEqual(['client end']);
    world.network.connect(client, { host: '127.0.0.1', port: 9_000, secure: false }, (result) =>
      told.push(String(result)),
    );
    await run(100);
    expect(told.at(-1)).toBe('ECONNREFUSED');
  });

  it('allows one server per port, and both address families', async () => {
    const { world, spawn, run } = worldOf(stays);
    const [one, other] = [spawn(), spawn()];
    await run(500);
    const listen = (process: SimulatedProcess, host: string) =>
      world.network.listen(process, { host, port: 9_000, secure: false }, () => undefined);
    listen(one, '127.0.0.1');
    expect(() => listen(other, '0.0.0.0')).toThrow('EADDRINUSE');
    expect(() => listen(other, '10.0.0.1')).toThrow('EADDRNOTAVAIL');
    expect(listen(other, '::').port).toBe(9_000);
  });
});
