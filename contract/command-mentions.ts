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
]);

/** The name that stands in texts, with a command behind it; in a path it is no command. */
const MENTION = /(?<![\w/\\.-])(?:npx )?hal-listener (?=([a-z]+))/g;

/** A text in which each command of ours is one that works where it is read. */
export function withCommandName(text: string, name: string): string {
  return text.replace(MENTION, (mention, verb: string) => (VERBS.has(verb) ? `${name} ` : mention));
}
