import { build } from 'vite';

/** Integration tests run the shipped file, so it is built first: a stale one would prove nothing. */
export async function setup(): Promise<void> {
  await build({ configFile: 'build/listener.vite.ts', logLevel: 'warn' });
}
