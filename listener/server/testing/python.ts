import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** A Python here that has the `websockets` library. */
export function pythonWithWebsockets(): string | undefined {
  return ['python3', '/usr/bin/python3', 'python'].find(
    (program) => spawnSync(program, ['-c', 'import websockets']).status === 0,
  );
}

/** Runs a Python script to its end; the listener it talks to may live in this process. */
export async function pythonClient(
  python: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(python, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  await once(child, 'close');
  return { code: child.exitCode, err };
}
