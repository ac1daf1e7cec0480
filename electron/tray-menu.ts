import type { Screen } from '../contract/panel-snapshot.ts';
import { truncate } from '../lib/text.ts';
import { COMMANDS, type CommandName, equalCommands } from '../wording/commands.ts';
import { isAllowed, PHANTOM_ACTIONS, type PhantomAction } from '../wording/phantom-actions.ts';
import { stateLine, type TrayView } from '../wording/state.ts';
import { NOTICE_KINDS, type NoticeKind } from './notices.ts';
import { trayAppearance } from './tray-appearance.ts';
import type { TraySettings } from './tray-settings.ts';

/** What a click in the menu asks for. */
export type MenuAction =
  | { readonly do: 'open'; readonly screen: Screen }
  | { readonly do: 'order'; readonly action: PhantomAction }
  | { readonly do: 'copy'; readonly text: string }
  | { readonly do: 'start-at-login'; readonly on: boolean }
  | { readonly do: 'set'; readonly change: Partial<TraySettings> }
  | { readonly do: 'copy-summary' | 'open-log-folder' | 'about' | 'quit' | 'quit-and-stop' };

export interface MenuEntry {
  /** Empty for a line between entries. */
  readonly label: string;
  /** Absent where there is nothing to click. */
  readonly action?: MenuAction;
  /** Present for a check box. */
  readonly checked?: boolean;
  readonly entries?: readonly MenuEntry[];
}

export interface MenuState {
  readonly view: TrayView;
  readonly settings: TraySettings;
  /** As the system has it; undefined where it cannot be set up. */
  readonly startsAtLogin: boolean | undefined;
}

const SEPARATOR: MenuEntry = { label: '' };
const MAX_REASON = 90;
const COPIED_COMMANDS: readonly CommandName[] = ['panel', ...PHANTOM_ACTIONS, 'status', 'logs'];

/** The tray's menu. */
export function trayMenu({ view, settings, startsAtLogin }: MenuState): readonly MenuEntry[] {
  const { address } = view;
  const needsAttention = trayAppearance(view).icon === 'attention';
  return [
    { label: stateLine(view) },
    ...(needsAttention ? [{ label: truncate(view.reason.split('\n')[0] ?? '', MAX_REASON) }] : []),
    SEPARATOR,
    { label: COMMANDS.panel.label, action: { do: 'open', screen: 'overview' } },
    SEPARATOR,
    ...PHANTOM_ACTIONS.map((action) => actionEntry(action, view)),
    SEPARATOR,
    { label: COMMANDS.logs.label, action: { do: 'open', screen: 'logs' } },
    { label: 'Copy address', ...(address === undefined ? {} : { action: copying(address) }) },
    { label: 'Copy command', entries: COPIED_COMMANDS.flatMap(commandEntries) },
    SEPARATOR,
    startAtLoginEntry(startsAtLogin),
    { label: 'Notifications', entries: notificationEntries(settings) },
    {
      label: 'Stop the listener when I quit',
      checked: settings.stopOnQuit,
      action: { do: 'set', change: { stopOnQuit: !settings.stopOnQuit } },
    },
    {
      label: 'Diagnostics',
      entries: [
        { label: 'Copy summary', action: { do: 'copy-summary' } },
        { label: 'Open log folder', action: { do: 'open-log-folder' } },
        {
          label: 'Use the graphics card (from the next start)',
          checked: settings.useGpu,
          action: { do: 'set', change: { useGpu: !settings.useGpu } },
        },
      ],
    },
    { label: 'About', action: { do: 'about' } },
    SEPARATOR,
    { label: 'Quit and stop the listener', action: { do: 'quit-and-stop' } },
    { label: 'Quit…', action: { do: 'quit' } },
  ];
}

function actionEntry(action: PhantomAction, { state }: TrayView): MenuEntry {
  const { label } = COMMANDS[action];
  return isAllowed(action, state) ? { label, action: { do: 'order', action } } : { label };
}

/** The commands that do the same: in a menu of their own, since a hint at an entry is shown by macOS only. */
function commandEntries(name: CommandName): readonly MenuEntry[] {
  return equalCommands(name).map((command) => ({
    label: `${COMMANDS[name].label}: ${command}`,
    action: copying(command),
  }));
}

function copying(text: string): MenuAction {
  return { do: 'copy', text };
}

function startAtLoginEntry(on: boolean | undefined): MenuEntry {
  const label = 'Start at login';
  if (on === undefined) return { label, checked: false };
  return { label, checked: on, action: { do: 'start-at-login', on: !on } };
}

function notificationEntries({ silenced }: TraySettings): readonly MenuEntry[] {
  return (Object.keys(NOTICE_KINDS) as NoticeKind[]).map((kind) => {
    const on = !silenced.includes(kind);
    const others = silenced.filter((one) => one !== kind);
    const change = { silenced: on ? [...others, kind] : others };
    return { label: NOTICE_KINDS[kind], checked: on, action: { do: 'set', change } };
  });
}
