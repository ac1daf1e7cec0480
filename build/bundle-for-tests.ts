import { build } from 'vite';

/** Integration tests run the shipped file, so it is built first: a stale one would prove nothing. */
export async function setup(): Promise<void> {
  for (const part of ['listener', 'log-search', 'renderer']) {
    await build({ configFile: `build/${part}.vite.ts`, logLevel: 'warn' });
  }
  for (const mode of ['main', 'preload']) {
    await build({ configFile: 'build/electron.vite.ts', mode, logLevel: 'warn' });
  }
}
