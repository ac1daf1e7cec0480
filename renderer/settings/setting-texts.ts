import type { SettingView } from '../../contract/panel-settings.ts';

/** Groups in the order in which they are shown. A newer program may have others, which come last. */
const GROUP_TITLES: Readonly<Record<string, string>> = {
  network: 'Network and TLS',
  limits: 'Limits and times',
  database: 'Database',
  folders: 'Folders and backups',
  logs: 'Logs',
  alarms: 'Alarms',
  assist: 'Language model',
  speech: 'Speech',
  store: 'Several listeners',
  more: 'More',
};

export interface SettingGroup {
  readonly id: string;
  readonly title: string;
  readonly settings: readonly SettingView[];
}

/** The settings by group; a group without any is left out. */
export function groupSettings(settings: readonly SettingView[]): readonly SettingGroup[] {
  const known = Object.keys(GROUP_TITLES);
  const idOf = ({ group }: SettingView): string => (known.includes(group) ? group : 'more');
  return known.flatMap((id) => {
    const ofIt = settings.filter((setting) => idOf(setting) === id);
    return ofIt.length === 0 ? [] : [{ id, title: GROUP_TITLES[id] ?? id, settings: ofIt }];
  });
}

/** Words that are written in capitals within a name. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  tls: 'TLS',
  qm: 'QM',
  cpu: 'CPU',
  rss: 'memory',
  hal: 'HAL',
  ca: 'CA',
  url: 'URL',
  dir: 'folder',
  max: 'maximum',
  ms: '',
  cert: 'certificate',
  stt: 'speech recognition',
  tts: 'speech output',
};

/** A setting's name for people, as `Max connections per address`. */
export function settingLabel(name: string): string {
  const words = name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .filter((word) => word !== '');
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Whether a setting has all words of a search in its name, its description or its value. */
export function matchesSearch(setting: SettingView, search: string): boolean {
  const { name, description, from = '', value } = setting;
  const text = [name, settingLabel(name), description, from, value].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Where a value comes from, in a few words; undefined for a default. */
export function describeSource({ source, from, override }: SettingView): string | undefined {
  if (source === 'default') return undefined;
  if (override?.of === 'last-start') return `From the last start: ${override.key}`;
  if (source === 'environment') return `Environment: ${override?.key ?? ''}`;
  if (source === 'flag') return `Command line: ${override?.key ?? ''}`;
  return source === 'file' ? 'Set in config.json' : `From ${from ?? 'QMCONFIG'}`;
}
