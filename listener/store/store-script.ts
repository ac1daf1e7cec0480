import { createHash } from 'node:crypto';
import type { StoreCommand, StoreReply } from './store-connection.ts';
import { StoreError } from './store-error.ts';

/** A Lua script; the store knows it by its SHA-1. */
export interface StoreScript {
  readonly text: string;
  readonly sha: string;
}

export function storeScript(text: string): StoreScript {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** Runs a script by its hash, and sends its text only to a store that does not know it yet. @throws StoreError */
export async function runScript(
  run: (command: StoreCommand) => Promise<StoreReply>,
  script: StoreScript,
  keys: readonly string[],
  args: readonly (string | Buffer)[],
): Promise<StoreReply> {
  const rest = [String(keys.length), ...keys, ...args];
  try {
    return await run(['EVALSHA', script.sha, ...rest]);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'NOSCRIPT') throw error;
    return await run(['EVAL', script.text, ...rest]);
  }
}
