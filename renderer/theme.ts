import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useMedia } from './hooks.ts';

/** The product's color: teal. */
const TEAL: BrandVariants = {
  10: '#020506',
  20: '#0c1b1e',
  30: '#0d2c32',
  40: '#0b3a42',
  50: '#084853',
  60: '#075764',
  70: '#0a6673',
  80: '#0f7583',
  90: '#248493',
  100: '#3f93a1',
  110: '#58a2af',
  120: '#71b1bc',
  130: '#8ac0c9',
  140: '#a3cfd6',
  150: '#bddee3',
  160: '#d8edf0',
};

const FONT =
  "'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif";
const MONO = "'Cascadia Mono', Consolas, 'SF Mono', Menlo, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace";

const OURS = { fontFamilyBase: FONT, fontFamilyMonospace: MONO, borderRadiusXLarge: '10px' } as const;

const light: Theme = {
  ...createLightTheme(TEAL),
  ...OURS,
  colorNeutralBackground2: '#f5f7f8',
  colorNeutralBackground3: '#eef1f2',
};

const dark: Theme = {
  ...createDarkTheme(TEAL),
  ...OURS,
  colorNeutralBackground1: '#1d2225',
  colorNeutralBackground2: '#14181a',
  colorNeutralBackground3: '#252b2e',
  colorNeutralStroke2: '#333a3e',
  // Also readable on grey and tinted lines, where Fluent's own red is too faint.
  colorPaletteRedForeground1: '#f1a9ab',
  colorBrandForeground1: TEAL[120],
  colorBrandForegroundLink: TEAL[130],
};

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const KEY = 'hal-panel.theme';
const listeners = new Set<() => void>();
/** Used where the browser allows no storage; lasts as long as the page. */
let unsaved: ThemeChoice = 'system';

function readChoice(): ThemeChoice {
  try {
    const saved = localStorage.getItem(KEY);
    return THEME_CHOICES.find((choice) => choice === saved) ?? unsaved;
  } catch {
    return unsaved;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another page of this browser may choose.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

/** Chooses the theme of this browser's pages. */
function chooseTheme(choice: ThemeChoice): void {
  unsaved = choice;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // It lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** The theme that the user of this browser chose, and what changes it. */
export function useThemeChoice(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  return [useSyncExternalStore(subscribe, readChoice), chooseTheme];
}

/** Light or dark, as the user chose or, by default, as the system is set. */
export function useTheme(): { readonly theme: Theme; readonly isDark: boolean } {
  const [choice] = useThemeChoice();
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = choice === 'system' ? systemIsDark : choice === 'dark';
  return { theme: isDark ? dark : light, isDark };
}
