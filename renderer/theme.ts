import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';
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

/** Light or dark, following the system setting. */
export function useSystemTheme(): { readonly theme: Theme; readonly isDark: boolean } {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  return { theme: isDark ? dark : light, isDark };
}
