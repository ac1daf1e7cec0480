import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { Encoding } from '../../listener/account/encoding.ts';
import type { QmText } from '../../listener/account/text.ts';
import { formatJson } from '../json.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { type JsonOption, type OpenAccount, withAccount } from './opened.ts';

/** How value marks, subvalue marks and text marks are shown in a terminal. */
const SHOWN_MARKS: Readonly<Record<string, string>> = { '\u00fd': '; ', '\u00fc': ', ', '\u00fb': ' ' };

/** `account exec "LIST ..."`. */
export function execVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('exec')
    .description('run one statement and print what the database answers')
    .argument('<statement>', 'as typed at the QM prompt, as "LIST MEDICATION"')
    .option('--json', 'print {"output", "status"}; value marks are U+00FD', false)
    .action((statement: string, options: JsonOption, command: Command) =>
      withAccount(command, openAccount, async (opened) => {
        const encoding = new Encoding(openAccount.encoding?.(command));
        const { output, status } = await opened.execute(statementIn(encoding, statement));
        encoding.observe(output);
        terminal.out(
          options.json
            ? formatJson({ output: decode(output, encoding), status })
            : formatForTerminal(output, encoding),
        );
        if (status < 0) throw new CliFailure(`The statement failed with status ${status}.`, EXIT.failed);
      }),
    );
}

/** @throws CliFailure if the account cannot store a letter of it */
function statementIn(encoding: Encoding, statement: string): QmText {
  const [likeliest] = encoding.spellings(statement);
  if (likeliest !== undefined) return likeliest;
  throw new CliFailure(
    'The statement has a letter that Latin-1, the encoding of this account, has no byte for. Leave it out, or set qmEncoding to auto or utf-8.',
    EXIT.usage,
  );
}

/** Formats the output for a terminal: marks as punctuation, one line feed at the end. */
function formatForTerminal(output: QmText, encoding: Encoding): string {
  return output === '' ? '' : `${decode(output, encoding, (mark) => SHOWN_MARKS[mark] ?? mark)}\n`;
}

/** Decodes the text between the marks from bytes to characters, and replaces each mark with `formatMark(mark)`. */
function decode(output: QmText, encoding: Encoding, formatMark = (mark: string) => mark): string {
  // In Latin-1 the other two marks are letters.
  const marks = encoding.isLatin1 ? /([\u00fd\n])/ : /([\u00fb-\u00fd\n])/;
  return output
    .split(marks)
    .map((part, index) => (index % 2 === 1 ? formatMark(part) : encoding.decode(part)))
    .join('');
}
