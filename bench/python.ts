import { spawnSync } from 'node:child_process';

const CANDIDATES = ['/usr/bin/python3', 'python3', 'python'];

/** A Python that has `websockets`, and which version; undefined where none has. */
export function pythonWithWebsockets(): { command: string; version: string } | undefined {
  for (const command of CANDIDATES) {
    const ran = spawnSync(command, ['-c', 'import websockets.version as v; print(v.version)'], {
      encoding: 'utf8',
    });
    if (ran.status === 0) return { command, version: ran.stdout.trim() };
  }
  return undefined;
}
