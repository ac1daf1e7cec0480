import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { fromQmText, type QmText, toQmText } from '../../listener/account/text.ts';
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
        const { output, status } = await opened.execute(toQmText(statement));
        terminal.out(
          options.json ? formatJson({ output: decode(output), status }) : formatForTerminal(output),
        );
        if (status < 0) throw new CliFailure(`The statement failed with status ${status}.`, EXIT.failed);
      }),
    );
}

/** Formats the output for a terminal: marks as punctuation, one line feed at the end. */
function formatForTerminal(output: QmText): string {
  return output === '' ? '' : `${decode(output, (mark) => SHOWN_MARKS[mark] ?? mark)}\n`;
}

/** Decodes the text between the marks from bytes to characters, and replaces each mark with `formatMark(mark)`. */
function decode(output: QmText, formatMark = (mark: string) => mark): string {
  return output
    .split(/([\u00fb-\u00fd\n])/)
    .map((part, index) => (index % 2 === 1 ? formatMark(part) : fromQmText(part)))
    .join('');
}
