/** One thing an operator can do, in the panel, the tray and at a prompt. */
export interface OperatorCommand {
  /** On a button or in a menu. */
  readonly label: string;
  /** At the system's prompt. `<...>` stands for a value. */
  readonly shell: string;
  /** At QM's prompt, where there is such a verb. */
  readonly qm?: string;
}

/** Which command each button equals: the one table that panel, tray and documentation show. */
export const COMMANDS = {
  start: { label: 'Start', shell: 'hal-listener start', qm: 'PHANTOM WEBSOCKET.LISTENER' },
  stop: { label: 'Stop', shell: 'hal-listener stop', qm: 'STOP.WEBSOCKET.LISTENER' },
  restart: { label: 'Restart', shell: 'hal-listener restart' },
  'restart-debug': {
    label: 'Restart with DEBUG',
    shell: 'hal-listener restart --debug',
    qm: 'PHANTOM WEBSOCKET.LISTENER DEBUG',
  },
  reload: { label: 'Reload', shell: 'hal-listener reload' },
  'put-back': { label: 'Put back into service', shell: 'hal-listener drain --undo' },
  status: { label: 'Status', shell: 'hal-listener status', qm: 'CHECK.WEBSOCKET.LISTENER' },
  list: { label: 'Processes', shell: 'hal-listener list', qm: 'LIST.READU' },
  kill: { label: 'Kill', shell: 'hal-listener kill <User No.>', qm: 'KILL.PHANTOM <User No.>' },
  'kill-other': {
    label: 'End a phantom of another home',
    shell: 'hal-listener kill <User No.> --home <folder>',
  },
  connections: { label: 'Connections', shell: 'hal-listener connections' },
  disconnect: { label: 'Disconnect', shell: 'hal-listener disconnect <number>' },
  logs: { label: 'Logs', shell: 'hal-listener logs --follow' },
  'stop-port-owner': { label: 'Stop process', shell: 'hal-listener port --stop-owner' },
  'use-port': { label: 'Use another port', shell: 'hal-listener start --port <port>' },
  probe: { label: 'Ways to reach QM', shell: 'hal-listener account probe' },
  'qm-install': { label: 'Install the QM commands', shell: 'hal-listener account install' },
  'qm-dictionaries': {
    label: 'Add missing dictionary items',
    shell: 'hal-listener account install --dictionaries',
  },
  'qm-remove': { label: 'Remove the QM commands', shell: 'hal-listener account remove' },
  diagnose: { label: 'Diagnostics', shell: 'hal-listener diagnose' },
  'diagnose-bundle': { label: 'Report for support', shell: 'hal-listener diagnose --bundle <file>' },
  'intents-check': { label: 'Check a table of intents', shell: 'hal-listener intents check <file>' },
  'intents-try': {
    label: 'Try a question with a table of intents',
    shell: 'hal-listener query --explain --intents <file> <question>',
  },
  'intents-save': { label: 'Save a table of intents', shell: 'hal-listener intents save <file>' },
  'intents-restore': { label: 'Restore the previous table of intents', shell: 'hal-listener intents undo' },
  'intents-remove': {
    label: 'Return to the built-in table of intents',
    shell: 'hal-listener intents remove',
  },
  panel: { label: 'Open panel', shell: 'hal-listener panel --open' },
} as const satisfies Readonly<Record<string, OperatorCommand>>;

export type CommandName = keyof typeof COMMANDS;

/** For a tooltip: the equal commands, the shell's first. Values fill the `<...>` in order. */
export function equalCommands(name: CommandName, ...values: readonly (string | number)[]): readonly string[] {
  const { shell, qm }: OperatorCommand = COMMANDS[name];
  return [shell, ...(qm === undefined ? [] : [qm])].map((command) => fillIn(command, values));
}

function fillIn(command: string, values: readonly (string | number)[]): string {
  const left = [...values];
  return command.replace(/<[^<>]+>/g, (gap) => String(left.shift() ?? gap));
}

/** The words of this program's commands; a test holds them to the program. */
export const VERBS: ReadonlySet<string> = new Set([
  'run',
  'start',
  'stop',
  'reload',
  'restart',
  'list',
  'kill',
  'connections',
  'disconnect',
  'drain',
  'fleet',
  'port',
  'check',
  'watch',
  'autostart',
  'panel',
  'status',
  'query',
  'logs',
  'config',
  'account',
  'intents',
  'completion',
  'man',
  'selftest',
  'diagnose',
  'firewall',
  'alarm',
  'backup',
  'restore',
]);

/** The name that stands in texts, with a command behind it; in a path it is no command. */
const MENTION = /(?<![\w/\\.-])(?:npx )?hal-listener (?=([a-z]+))/g;

/** The same between quotes, with the rest of the command. */
const QUOTED_MENTION = /"(?:npx )?hal-listener ([a-z]+)(?![a-z])([^"\n]*)"/g;

/** A text in which each command of ours is one that works where it is read. */
export function withCommandName(text: string, name: string): string {
  // A name with quotes of its own, as that of a program in a folder with blanks, cannot stand between quotes.
  const named = name.includes('"')
    ? text.replace(QUOTED_MENTION, (mention, verb: string, rest: string) =>
        VERBS.has(verb) ? `${name} ${verb}${rest}` : mention,
      )
    : text;
  return named.replace(MENTION, (mention, verb: string) => (VERBS.has(verb) ? `${name} ` : mention));
}
