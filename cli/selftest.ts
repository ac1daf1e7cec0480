import { release } from 'node:os';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { systemClock } from '../lib/clock.ts';
import { ownProcessStart } from '../lib/processes.ts';
import { userFolder, userName } from '../lib/user.ts';
import { loadTolerant } from '../listener/config/load.ts';
import { VERSION } from '../listener/version.ts';
import type { AutostartMachine } from '../supervisor/autostart/autostart.ts';
import { autostartOf, kindsOf } from '../supervisor/autostart/kinds.ts';
import { thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import { ownSid } from '../supervisor/autostart/windows-accounts.ts';
import { Mask } from '../supervisor/diagnostics/mask.ts';
import {
  recordedTools,
  type SelftestSubject,
  selftest,
  type ToolRecord,
} from '../supervisor/diagnostics/selftest.ts';
import { type RunTool, runTool, ToolError } from '../supervisor/platform/run-tool.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { windows } from '../supervisor/platform/windows.ts';
import { notes } from './help.ts';
import { maskedWords } from './masked-words.ts';
import { addSettingFlags, loadInputs, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { thisProgram } from './this-program.ts';

const EXAMPLES = `
Reads the operating system by every way that the listener and its supervisor have, changes nothing, and prints what the
system answered, for a bug report. Names of users and machines, addresses, SIDs and secrets are replaced; read it through
before you send it.

Exit codes: 0 everything was read as it is, 1 something was not.

Examples:
  hal-listener selftest
  hal-listener selftest > selftest.txt
`;

/** `hal-listener selftest`: what this product reads from this operating system. */
export function selftestVerb(terminal: Terminal, tool: RunTool = runTool): Command {
  const command = new Command('selftest')
    .description('show what is read from this operating system, for a bug report')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, PLACE_NAMES).action(async () => {
    const { run, records } = recordedTools(tool, systemClock);
    const checks = await selftest(subjectOf({ ...thisAutostartMachine(terminal.env), run }));
    const mask = new Mask(maskedWords(loadTolerant(loadInputs(command, terminal)).config, terminal.env));
    const lines = [
      heading(),
      'Names, addresses and secrets are replaced. Read it through before you send it.',
      '',
      ...checks.map(
        ({ name, verdict, found }) => `${verdict.toUpperCase().padEnd(8)}${name}\n        ${found}`,
      ),
      // Each command once, although several readers may use it.
      ...[...new Map(records.map((record) => [record.command, record])).values()].flatMap(describeTool),
    ];
    // Twice, because a name may stand in a text before it is known for one.
    const text = mask.apply(lines.join('\n'));
    terminal.out(`${mask.apply(text)}\n`);
    const failed = checks.filter(({ verdict }) => verdict === 'failed');
    if (failed.length > 0) {
      const names = failed.map(({ name }) => name).join('; ');
      throw new CliFailure(`Not read as it is: ${names}. Report it with the text above.`, EXIT.failed);
    }
  });
}

function heading(): string {
  const { isExecutable } = thisProgram();
  const program = isExecutable ? 'executable' : 'with Node.js';
  const language = Intl.DateTimeFormat().resolvedOptions().locale;
  return `HAL Listener ${VERSION} (${program} ${process.version}) on ${process.platform} ${release()} ${process.arch}, language ${language}`;
}

/** Everything that reads this system. */
function subjectOf(machine: AutostartMachine): SelftestSubject {
  const { platform, run } = machine;
  const withoutPowerShell: RunTool = async (program, ...rest) => {
    if (program === 'powershell.exe') throw new ToolError('powershell.exe is left out');
    return run(program, ...rest);
  };
  const startup = kindsOf(platform).includes('startup')
    ? [{ kind: 'startup --all-users', autostart: autostartOf('startup', { ...machine, allUsers: true }) }]
    : [];
  return {
    self: { pid: process.pid, start: ownProcessStart() },
    platforms:
      platform === 'win32'
        ? [
            { name: 'by PowerShell', platform: windows(run) },
            { name: 'by netstat and tasklist', platform: windows(withoutPowerShell) },
          ]
        : [{ name: `as ${platform} shows it`, platform: thisPlatform(platform) }],
    autostarts: [
      ...kindsOf(platform).map((kind) => ({ kind, autostart: autostartOf(kind, machine) })),
      ...startup,
    ],
    others: [
      { name: 'the user', read: async () => userName() },
      { name: "the user's folder", read: async () => userFolder() },
      ...(platform === 'win32'
        ? [
            { name: "the user's SID", read: () => ownSid(run) },
            { name: 'the code page', read: () => run('chcp.com', []) },
          ]
        : []),
    ],
  };
}

function describeTool({ command, end, ms, output }: ToolRecord): string[] {
  const lines = output.split(/\r?\n/).map((line) => `  | ${line}`);
  const shown = output.trim() === '' ? [] : lines.slice(0, 60);
  return [
    '',
    `$ ${command}`,
    `  ${end}, ${ms} ms`,
    ...shown,
    ...(shown.length < lines.length && shown.length > 0 ? ['  | …'] : []),
  ];
}
