// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { OtherPhantom, PhantomView, Processes } from '../../contract/panel-processes.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { running } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened; here it is there by then.
import './processes.tsx';

function phantom(userNo: number, change: Partial<PhantomView> = {}): PhantomView {
  return {
    userNo,
    pid: userNo * 2,
    ports: [8_768],
    origin: 'watch',
    account: 'HAL',
    version: '0.1.0',
    condition: 'running',
    since: Date.now() - 65_000,
    user: 'anna',
    clients: { open: 3, max: 50 },
    load: { cpu: 4.24, rss: 61_200_000 },
    ...change,
  };
}

const ours: Processes['port'] = { port: 8_768, state: 'phantom', canStop: false };

async function open(
  processes: () => Omit<Processes, 'others'> & Partial<Pick<Processes, 'others'>>,
  end?: () => { message: string },
) {
  const panel = await renderPanel('processes', running(), {
    processes: () => ({ others: [], ...processes() }),
    ...(end && { 'end-phantoms': end, 'end-other-phantom': end }),
    'stop-port-owner': () => ({ message: 'Stopped python (PID 7).' }),
  });
  await panel.advance(10);
  return panel;
}

const facts = (id: number | string) =>
  Object.fromEntries(
    [...document.querySelectorAll(`[data-phantom="${id}"] [data-fact]`)].map((fact) => [
      fact.getAttribute('data-fact'),
      fact.textContent,
    ]),
  );

it('shows each phantom with its process, load, clients and who restarts it, and who has the port', async () => {
  const hung = phantom(10_002, { condition: 'hung', why: 'no answer within 2 s', ports: [9_000, 8_765] });
  const { load: _, clients: __, user: ___, ...silent } = hung;
  await open(() => ({
    phantoms: [phantom(10_001, { owner: 'watch (anna)' }), silent],
    unknown: [],
    port: ours,
  }));
  expect(facts(10_001)).toMatchObject({
    PID: '20002',
    Port: '8768',
    'Started by': 'watch',
    CPU: '4.2 %',
    Memory: '61.2 MB',
    Clients: '3 of 50',
    User: 'anna',
    'Restarted by': 'watch (anna)',
  });
  expect(facts(10_001).Since).toMatch(/\(1 min\)$/);
  expect(facts(10_002)).toMatchObject({
    Ports: '9000, 8765',
    CPU: '–',
    Memory: '–',
    Clients: '–',
    User: '–',
  });
  expect(screen.getByText('No answer within 2 s.')).toBeTruthy();
  expect(screen.getByTestId('port-owner').textContent).toBe('In use by User No. 10001 (PID 20002).');
});

it('ends one after a confirmation that names it', async () => {
  const { user, client, advance } = await open(
    () => ({ phantoms: [phantom(10_001)], unknown: [], port: ours }),
    () => ({ message: 'Ended User No. 10001.' }),
  );
  expect(screen.queryByRole('checkbox')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'End User No. 10001' }));
  const dialog = within(screen.getByRole('alertdialog'));
  expect(dialog.getByText('End User No. 10001?')).toBeTruthy();
  expect(dialog.getByText(/PID 20002.*3 clients are connected/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(client.paramsOf('end-phantoms')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'End User No. 10001' }));
  await user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'End' }));
  await advance(10);
  expect(client.paramsOf('end-phantoms')).toEqual([{ userNos: [10_001] }]);
  expect(screen.getAllByText('Ended User No. 10001.').length).toBeGreaterThan(0);
});

it('ends several, and keeps them selected where that failed', async () => {
  const phantoms = [1, 2, 3].map((userNo) => phantom(userNo));
  const { user, client, advance } = await open(
    () => ({ phantoms, unknown: [], port: ours }),
    () => {
      throw new PanelError('STOP_FAILED', 'Ended User No. 1. User No. 3: PID 6 did not exit.');
    },
  );
  await user.click(screen.getByRole('checkbox', { name: 'Select User No. 1' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select User No. 3' }));
  await user.click(screen.getByRole('button', { name: 'End 2' }));
  const dialog = within(screen.getByRole('alertdialog'));
  expect(dialog.getByText(/User No\. 1 \(PID 2\), User No\. 3 \(PID 6\)/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'End' }));
  await advance(10);
  expect(client.paramsOf('end-phantoms')).toEqual([{ userNos: [1, 3] }]);
  expect(screen.getAllByText(/User No. 3: PID 6 did not exit/).length).toBeGreaterThan(0);
  expect(screen.getByRole('button', { name: 'End 2' })).toBeTruthy();
});

it('stops another program on the port, after a confirmation that names it', async () => {
  const port = { port: 8_768, state: 'other', owner: 'python (PID 7)', pid: 7, canStop: true } as const;
  const { user, client, advance } = await open(() => ({
    phantoms: [],
    unknown: [{ userNo: 10_004, form: 9 }],
    port,
  }));
  expect(screen.getByText('No phantom is running')).toBeTruthy();
  expect(screen.getByText(/User No. 10004 was started by another version/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop process' }));
  const dialog = within(screen.getByRole('alertdialog'));
  expect(dialog.getByText(/python \(PID 7\) uses port 8768/)).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Stop process' }));
  await advance(10);
  expect(client.paramsOf('stop-port-owner')).toEqual([{ port: 8_768, pid: 7 }]);
});

it('says why nothing can be seen, and that a port is free', async () => {
  await open(() => ({
    phantoms: [],
    unknown: [],
    hidden: 'This user may not read the home',
    port: { port: 8_768, state: 'free', canStop: false },
  }));
  expect(screen.getByText('This user may not read the home')).toBeTruthy();
  expect(screen.getByTestId('port-owner').textContent).toMatch(/^Nobody listens on it/);
  expect(screen.queryByRole('button', { name: 'Stop process' })).toBeNull();
});

const other: OtherPhantom = {
  pid: 77,
  start: 'boot:1:5',
  condition: 'running',
  home: '/srv/hal',
  user: 'bob',
  userNo: 10_001,
  origin: 'systemd',
  account: 'HAL',
  version: '0.1.0',
  ports: [9_000],
  since: Date.now() - 65_000,
  clients: { open: 1, max: 50 },
  cpu: 3.21,
  rss: 61_200_000,
};

it('shows phantoms of other homes with what may be seen, and why there may be more', async () => {
  const hidden: OtherPhantom = {
    pid: 78,
    start: 'boot:1:6',
    condition: 'unknown',
    why: 'its home is not visible to this user',
  };
  await open(() => ({
    phantoms: [],
    unknown: [],
    others: [other, hidden],
    othersIncomplete: 'PowerShell failed.',
    port: ours,
  }));
  expect(facts('other 77')).toMatchObject({
    'User No.': '10001',
    Port: '9000',
    'Started by': 'systemd',
    CPU: '3.2 %',
    Memory: '61.2 MB',
    Clients: '1 of 50',
    User: 'bob',
    Home: '/srv/hal',
  });
  expect(new Set(Object.values(facts('other 78')))).toEqual(new Set(['–']));
  expect(screen.getByText('Its home is not visible to this user.')).toBeTruthy();
  expect(screen.getByText('PowerShell failed.')).toBeTruthy();
});

it('ends a phantom of another home after a confirmation that names it', async () => {
  const { user, client, advance } = await open(
    () => ({ phantoms: [], unknown: [], others: [other], port: ours }),
    () => {
      throw new PanelError('STOP_FAILED', 'PID 77 was not ended: kill EPERM.', 'Only bob may end it.');
    },
  );
  await user.click(screen.getByRole('button', { name: 'End PID 77' }));
  const dialog = within(screen.getByRole('alertdialog'));
  expect(dialog.getByText('End PID 77?')).toBeTruthy();
  expect(
    dialog.getByText(/phantom of \/srv\/hal, User No\. 10001, user bob, port 9000.*1 client is/),
  ).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'End' }));
  await advance(10);
  expect(client.paramsOf('end-other-phantom')).toEqual([{ pid: 77, start: 'boot:1:5' }]);
  expect(screen.getAllByText(/PID 77 was not ended: kill EPERM/).length).toBeGreaterThan(0);
});
