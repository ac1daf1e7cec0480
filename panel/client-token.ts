import { z } from 'zod';
import { configFileOf } from '../lib/config-file.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import { tryParseJson } from '../lib/text.ts';

const VARIABLE = 'WEBSOCKET_TOKEN';
const SETTINGS = z.looseObject({ token: z.string().min(1).optional() });

/**
 * The token of the listener's clients as far as this user may read it: from the environment, else from config.json.
 *
 * @returns undefined if there is none, or it cannot be read
 */
export function clientToken(
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = env[VARIABLE];
  if (given !== undefined && given !== '') return given;
  try {
    return SETTINGS.safeParse(tryParseJson(readTextFileSync(configFileOf(home)))).data?.token;
  } catch {
    // Absent, or not for this user.
    return undefined;
  }
}
