import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { fromQmText, type QmText, toQmText } from '../../listener/account/text.ts';
import { formatJson } from '../json.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { type JsonOption, type OpenAccount, withAccount } from './opened.ts';

/** How value marks and their kin are shown to people. */
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
        terminal.out(options.json ? formatJson({ output: decode(output), status }) : readable(output));
        if (status < 0) throw new CliFailure(`The statement failed with status ${status}.`, EXIT.failed);
      }),
    );
}

/** For a terminal: marks as punctuation, one line feed at the end. */
function readable(output: QmText): string {
  return output === '' ? '' : `${decode(output, (mark) => SHOWN_MARKS[mark] ?? mark)}\n`;
}

/** Bytes to characters between the marks, each mark as `shown` says. */
function decode(output: QmText, shown = (mark: string) => mark): string {
  return output
    .split(/([\u00fb-\u00fd\n])/)
    .map((part, index) => (index % 2 === 1 ? shown(part) : fromQmText(part)))
    .join('');
}
