// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { QmView } from '../../contract/panel-qm.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened; here it is there by then.
import './qm.tsx';

const VIEW: QmView = {
  driver: 'pipe',
  name: 'HAL',
  users: [
    { userNo: 3, pid: 77, since: '23 Nov 05:06', origin: 'pipe', self: false },
    { userNo: 4, pid: 78, since: '28 Nov 23:01', origin: 'pipe', self: true },
  ],
  locks: [{ userNo: 3, type: 'RU', file: 'ACC', id: 'WEBSOCKET.LISTENER' }],
  programs: [{ severity: 'warning', name: 'EXECUTE', text: 'is older than this version' }],
  dictionaries: [],
  missingItems: 0,
};

const account = {
  name: 'HAL',
  driver: 'pipe',
  state: 'ready' as const,
  seats: { used: 2, limit: 2, waiting: 4 },
  sessions: [
    { state: 'idle' as const, userNo: 3, keeper: true },
    { state: 'busy' as const, keeper: false },
  ],
};

type Answers = Parameters<typeof renderPanel>[2];

async function open(answers: Answers = {}, snapshot = running({ status: busyStatus({ account }) })) {
  const panel = await renderPanel('qm', snapshot, answers);
  await panel.advance(10);
  const press = async (name: string | RegExp): Promise<void> => {
    await panel.user.click(screen.getByRole('button', { name }));
    await panel.advance(10);
  };
  const confirm = async (name: string): Promise<void> => {
    await panel.user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name }));
    await panel.advance(10);
  };
  return { ...panel, press, confirm };
}

it('shows the account, its seats with the queries that wait, and each session', async () => {
  await open();
  expect(screen.getByTestId('account-state').textContent).toBe('Ready');
  expect(screen.getByTestId('seats').textContent).toBe('2 of 2 in use, 4 queries waiting');
  const sessions = within(screen.getByRole('list', { name: /QM sessions/ })).getAllByRole('listitem');
  expect(sessions.map((session) => session.textContent)).toEqual([
    "User 3idle · always open, holds the listener's lock",
    'Sessionruns a statement',
  ]);
});

it('says that the account of a listener that does not run is not known', async () => {
  await open({}, silent('stopped', 'stopped'));
  expect(screen.getByText(/its account is not known/)).toBeTruthy();
});

it('says why the account is down', async () => {
  const down = {
    name: 'HAL',
    driver: 'qmclient',
    state: 'down' as const,
    reason: 'qm:4243 refuses the connection',
  };
  await open({}, running({ status: busyStatus({ account: down }) }));
  expect(screen.getByTestId('account-state').textContent).toBe('Not reachable');
  expect(screen.getByText('Qm:4243 refuses the connection.')).toBeTruthy();
});

it('tries every way to QM and says which to use', async () => {
  const ways = [
    { driver: 'pipe', works: true, text: 'QM 3.4.6 in 12 ms' },
    { driver: 'qmclient', works: false, text: 'refused', advice: 'set QM_HOST' },
  ];
  const { press } = await open({ 'qm-probe': () => ({ use: 'pipe', ways }) });
  await press('Try every way');
  expect(document.querySelector('[data-way="pipe"]')?.textContent).toBe('pipeWorks QM 3.4.6 in 12 ms.');
  expect(document.querySelector('[data-way="qmclient"]')?.textContent).toBe(
    'qmclientDoes not work Refused.Set QM_HOST.',
  );
  expect(screen.getByText('The listener uses the best way that works.')).toBeTruthy();
});

it('names another way that is better, and says where none works', async () => {
  const { press, client } = await open({ 'qm-probe': () => ({ use: 'qmclient', ways: [] }) });
  await press('Try every way');
  expect(screen.getByText(/The best way that works is qmclient/).textContent).toContain('QM_DRIVER=qmclient');
  client.answers['qm-probe'] = () => ({ use: null, ways: [] });
  await press('Try again');
  expect(screen.getByText('No way to QM works from here yet.')).toBeTruthy();
});

it('looks at users and locks, marks its own, and shows what is wrong with the programs', async () => {
  const { press, client } = await open({ 'qm-look': () => VIEW });
  expect(client.paramsOf('qm-look')).toEqual([]);
  await press('Look');
  const rows = (name: string) =>
    within(screen.getByRole('table', { name }))
      .getAllByRole('row')
      .map((row) => row.textContent);
  expect(rows('Users')).toEqual([
    'UserPIDSinceFrom',
    '37723 Nov 05:06pipe (the listener)',
    '47828 Nov 23:01pipe (this look)',
  ]);
  expect(rows('Locks')).toEqual(['UserTypeFileRecord', '3RUACCWEBSOCKET.LISTENER']);
  expect(screen.getByRole('list', { name: 'QM commands' }).textContent).toBe(
    'WarningEXECUTE Is older than this version.',
  );
  expect(screen.getByText(/have every field/)).toBeTruthy();
});

it('says why it could not look', async () => {
  const { press } = await open({
    'qm-look': () => {
      throw new PanelError('REFUSED', 'No seat of QM is free.');
    },
  });
  await press('Look');
  expect(screen.getByText('No seat of QM is free.')).toBeTruthy();
});

it('installs and removes after a confirmation, and looks again', async () => {
  const { press, confirm, client, user } = await open({
    'qm-look': () => VIEW,
    'qm-install': () => ({ message: 'EXECUTE installed.' }),
    'qm-remove': () => ({ message: 'BP EXECUTE was deleted.' }),
  });
  await press('Look');
  await press('Install or update');
  expect(
    within(screen.getByRole('alertdialog')).getByText(/Programs of others are not changed/),
  ).toBeTruthy();
  await confirm('Cancel');
  expect(client.paramsOf('qm-install')).toEqual([]);
  await user.click(screen.getByRole('checkbox', { name: /Replace programs of others/ }));
  await press('Install or update');
  await confirm('Install');
  expect(client.paramsOf('qm-install')).toEqual([{ dictionaries: false, replace: true }]);
  expect(client.paramsOf('qm-look')).toHaveLength(2);
  expect(screen.getAllByText('EXECUTE installed.').length).toBeGreaterThan(0);
  await press('Remove');
  await confirm('Remove');
  expect(client.paramsOf('qm-remove')).toHaveLength(1);
});

it('adds missing dictionary items, and offers no installation without QM', async () => {
  const { programs: _, ...embedded } = VIEW;
  const missing = [{ severity: 'error' as const, name: 'MEDICATION DOSAGE', text: 'is missing' }];
  const { press, confirm, client } = await open({
    'qm-look': () => ({
      ...embedded,
      driver: 'embedded',
      users: [],
      locks: [],
      dictionaries: missing,
      missingItems: 3,
    }),
    'qm-install': () => ({ message: 'Added 3 dictionary items.' }),
  });
  await press('Look');
  expect(screen.getByText(/an account without QM has none/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Install or update' })).toBeNull();
  await press('Add 3 missing items');
  await confirm('Add');
  expect(client.paramsOf('qm-install')).toEqual([{ dictionaries: true, replace: false }]);
});

it('leads to the set-up where there is no QM', async () => {
  const embedded = { name: 'HAL', driver: 'embedded', state: 'ready' as const };
  const { press } = await open({}, running({ status: busyStatus({ account: embedded }) }));
  await press('set it up');
  expect(location.hash).toBe('#/setup');
});
