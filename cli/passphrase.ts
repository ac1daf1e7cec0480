import { EXIT } from '../contract/exit-codes.ts';
import { fileErrorReason } from '../lib/file-error.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import { CliFailure, type Terminal } from './terminal.ts';

/** A passphrase for programs; a file is safer, since other programs of the user can read an environment. */
const PASSPHRASE_VARIABLE = 'BACKUP_PASSPHRASE';

/**
 * The passphrase: from a file, else from the environment, else typed in the terminal, where it is not shown.
 *
 * @param file its first line is the passphrase
 * @param isNew whether it is asked for twice, because a typing error would lose what it protects
 * @throws CliFailure if there is none
 */
export async function readPassphrase(
  terminal: Pick<Terminal, 'askSecret' | 'env'>,
  file: string | undefined,
  isNew: boolean,
): Promise<string> {
  if (file !== undefined) return notEmpty(firstLine(file), file);
  const { [PASSPHRASE_VARIABLE]: variable } = terminal.env;
  if (variable !== undefined) return notEmpty(variable, PASSPHRASE_VARIABLE);
  if (terminal.askSecret === undefined) {
    throw new CliFailure(
      `There is no terminal to ask for the passphrase: use --passphrase-file or ${PASSPHRASE_VARIABLE}.`,
      EXIT.usage,
    );
  }
  const typed = await terminal.askSecret('Passphrase: ');
  if (isNew && (await terminal.askSecret('Again: ')) !== typed)
    throw new CliFailure('The two passphrases differ. Nothing was done.', EXIT.failed);
  return notEmpty(typed, 'what you typed');
}

function firstLine(file: string): string {
  try {
    return readTextFileSync(file).split(/\r?\n/, 1)[0] ?? '';
  } catch (error) {
    throw new CliFailure(`${file} cannot be read: ${fileErrorReason(error)}`, EXIT.failed);
  }
}

function notEmpty(passphrase: string, source: string): string {
  if (passphrase !== '') return passphrase;
  throw new CliFailure(`The passphrase is empty (${source}).`, EXIT.usage);
}
