import path from 'node:path';
import { build } from 'vite';

/** The simulator runs the product as it is bundled, so it is bundled first: a stale one would prove nothing. */
export async function setup(): Promise<void> {
  const configFile = path.resolve(import.meta.dirname, 'simulated-product.vite.ts');
  await build({ configFile, logLevel: 'warn' });
}
