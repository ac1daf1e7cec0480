import { z } from 'zod';
import { type FileForm, inCurrentForm } from '../../contract/file-form.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { tryParseJson } from '../../lib/text.ts';
import type { Config, SettingName } from '../../listener/config/config.ts';
import type { LoadedConfig } from '../../listener/config/load.ts';
import { BackupError } from './backup-error.ts';

/** The settings that name files with secrets, and the certificate, which is of no use without its key. */
export const SECRET_FILE_SETTINGS = [
  'tlsKey',
  'tlsCert',
  'qmPasswordFile',
  'assistKeyFile',
  'sttKeyFile',
  'ttsKeyFile',
  'sessionStoreKeyFile',
  'sessionStorePasswordFile',
] as const satisfies readonly SettingName[];

const FORM: FileForm = { current: 1 };

/** What is encrypted. */
const CONTENT = z.object({
  /** Members of config.json. */
  settings: z.record(z.string(), z.unknown()),
  files: z
    .array(
      z.object({
        setting: z.enum(SECRET_FILE_SETTINGS),
        /** Absolute, on the machine of the backup. */
        path: z.string().min(1).max(4_096),
        content: z.base64(),
      }),
    )
    .max(SECRET_FILE_SETTINGS.length),
});

export type SealedContent = Readonly<z.infer<typeof CONTENT>>;

/**
 * The files that config.json names.
 *
 * @throws FileError if one cannot be read
 */
export function secretFiles({ config, sources }: LoadedConfig): SealedContent['files'] {
  return SECRET_FILE_SETTINGS.flatMap((setting) => {
    const path: Config[typeof setting] = config[setting];
    if (path === undefined || sources[setting].kind !== 'file') return [];
    return [{ setting, path, content: readFileSync(path).toString('base64') }];
  });
}

export function formatSealed(content: SealedContent): string {
  return JSON.stringify({ form: FORM.current, ...content });
}

/** @throws BackupError, NewerFormError */
export function parseSealed(text: string): SealedContent {
  const { data } = CONTENT.safeParse(inCurrentForm(tryParseJson(text), 'The secrets of the backup', FORM));
  if (data !== undefined) return data;
  throw new BackupError('The secrets in the backup are in a form that this version does not know.');
}
