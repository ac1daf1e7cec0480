import { expect, it } from 'vitest';
import { PHANTOM_STATES } from '../contract/panel-snapshot.ts';
import { TRAY_ICONS, trayAppearance } from './tray-appearance.ts';

it('shows each state by one of four icons, and says the rest in words', () => {
  const icons = PHANTOM_STATES.map((state) => trayAppearance({ state, reason: '' }).icon);
  expect(icons).toEqual(['stopped', 'busy', 'running', 'busy', 'attention', 'attention', 'attention']);
  expect(new Set(icons)).toEqual(new Set(TRAY_ICONS));
});

it('has the tooltip operators know', () => {
  const view = {
    state: 'running',
    reason: 'as ever',
    port: 8_768,
    connections: { open: 12, max: 50 },
  } as const;
  expect(trayAppearance(view).tooltip).toBe('HAL Listener: running · 12/50 connections · port 8768');
  expect(trayAppearance({ state: 'stopped', reason: 'stopped by cli (anna)' }).tooltip).toBe(
    'HAL Listener: stopped',
  );
});

it('says why it needs attention, as far as Windows shows it', () => {
  const { tooltip } = trayAppearance({ state: 'failed', reason: 'port 8768 is in use '.repeat(20) });
  expect(tooltip).toMatch(/^HAL Listener: failed\nport 8768 is in use/);
  expect(tooltip).toHaveLength(127);
});

it('counts a database that is down as attention: a plain running would hide it', () => {
  const look = trayAppearance({ state: 'running', reason: 'QM does not answer', databaseDown: true });
  expect(look).toEqual({
    icon: 'attention',
    tooltip: 'HAL Listener: running, no database\nQM does not answer',
  });
});
