import { describe, expect, it } from 'vitest';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import { activeFirewall, formatCommand } from './active-firewall.ts';
import { parseZone } from './firewalld.ts';
import { nftables } from './nftables.ts';
import { parseUfwStatus } from './ufw.ts';
import { judgeWindowsRules, powershellFirewall } from './windows-firewall.ts';

const TARGET = { port: 8768, program: 'C:\\Program Files\\HAL Listener\\hal-listener.exe' };

/** Tools of a machine: what each prints; others are not there. */
function tools(outputs: Readonly<Record<string, string | ToolError>>): RunTool {
  return async (program) => {
    const output = outputs[program];
    if (output === undefined) throw new ToolError(`${program} could not be run: ENOENT`);
    if (typeof output === 'string') return output;
    throw output;
  };
}

describe('ufw', () => {
  const status = (...rows: readonly string[]): string =>
    [
      'Status: active',
      'Logging: on (low)',
      'Default: deny (incoming), allow (outgoing), disabled (routed)',
      '',
      'To                         Action      From',
      '--                         ------      ----',
      ...rows,
    ].join('\n');
  it.each([
    ['8768/tcp                   ALLOW IN    Anywhere                   # HAL Listener', 'open'],
    ['8768                       ALLOW IN    Anywhere', 'open'],
    ['8000:9000/tcp              ALLOW IN    Anywhere', 'open'],
    ['22,8768/tcp                LIMIT IN    Anywhere', 'open'],
    ['8768/tcp                   ALLOW IN    192.0.2.0/24', 'open'],
    ['Anywhere                   ALLOW IN    192.0.2.0/24', 'open'],
    ['8768/udp                   ALLOW IN    Anywhere', 'closed'],
    ['22/tcp                     ALLOW IN    Anywhere', 'closed'],
    ['8768/tcp                   DENY IN     Anywhere', 'closed'],
  ])('%s is %s', (row, kind) => {
    expect(parseUfwStatus(status(row), 8768)).toMatchObject({ kind });
  });

  it('is off where it is not active, and unknown where it asks for root', async () => {
    expect(parseUfwStatus('Status: inactive\n', 8768)).toEqual({ kind: 'off' });
    const denied = new ToolError('ufw: ERROR: You need to be root to run this script (exit code 1)', 1);
    const firewall = await activeFirewall('linux', tools({ ufw: denied }), TARGET);
    expect(firewall?.name).toBe('ufw');
    expect(await firewall?.read(TARGET)).toMatchObject({ kind: 'unknown' });
  });

  it('lets everything in where that is its default', () => {
    expect(parseUfwStatus('Status: active\nDefault: allow (incoming), allow (outgoing)\n', 1)).toMatchObject({
      kind: 'open',
    });
  });
});

describe('firewalld', () => {
  const zone = (ports: string, target = 'default'): string =>
    `public (active)\n  target: ${target}\n  services: ssh\n  ports: ${ports}\n  protocols: \n`;
  it.each([
    ['8768/tcp', 'open'],
    ['22/tcp 8000-9000/tcp', 'open'],
    ['8768/udp', 'closed'],
    ['', 'closed'],
  ])('ports "%s" are %s', (ports, kind) => {
    expect(parseZone(zone(ports), 8768)).toMatchObject({ kind });
  });

  it('is passed over where it does not run', async () => {
    const run = tools({ 'firewall-cmd': new ToolError('not running (exit code 252)', 252) });
    expect(await activeFirewall('linux', run, TARGET)).toBeUndefined();
  });
});

describe('nftables', () => {
  const chain = (policy: string) => ({
    chain: {
      family: 'inet',
      table: 'filter',
      name: 'input',
      handle: 1,
      type: 'filter',
      hook: 'input',
      prio: 0,
      policy,
    },
  });
  const rule = (expr: readonly object[], comment?: string) => ({
    rule: { family: 'inet', table: 'filter', chain: 'input', handle: 7, expr, ...(comment && { comment }) },
  });
  const port = (right: unknown) => ({
    match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right },
  });
  const read = (...entries: readonly object[]) =>
    nftables(tools({ nft: JSON.stringify({ nftables: [{ metainfo: {} }, ...entries] }) })).read(TARGET);

  it.each([
    ['a number', 8768, 'open'],
    ['a range', { range: [8000, 9000] }, 'open'],
    ['a set', { set: [22, { range: [8700, 8800] }] }, 'open'],
    ['another port', 22, 'closed'],
    ['a named set, which is not looked up', '@ports', 'closed'],
  ])('with a rule for %s', async (_, right, kind) => {
    expect(await read(chain('drop'), rule([port(right), { accept: null }]))).toMatchObject({ kind });
  });

  it('is off where nothing is dropped', async () => {
    expect(await read(chain('accept'), rule([port(22), { accept: null }]))).toEqual({ kind: 'off' });
    expect(await read()).toEqual({ kind: 'off' });
  });

  it('is closed where the last rule drops the rest, or a rule asks for more than the port', async () => {
    expect(
      await read(chain('accept'), rule([{ counter: { packets: 0, bytes: 0 } }, { drop: null }])),
    ).toMatchObject({ kind: 'closed' });
    const source = {
      match: { op: '==', left: { payload: { protocol: 'ip', field: 'saddr' } }, right: '192.0.2.1' },
    };
    expect(await read(chain('drop'), rule([source, port(8768), { accept: null }]))).toMatchObject({
      kind: 'closed',
    });
  });

  it('does not follow chains, and says so', async () => {
    expect(await read(chain('drop'), rule([{ jump: { target: 'services' } }]))).toMatchObject({
      kind: 'unknown',
    });
  });

  it('reports output that it does not know', async () => {
    expect(await nftables(tools({ nft: '[]' })).read(TARGET)).toMatchObject({ kind: 'unknown' });
  });

  it('adds its rule to the chain that drops, and removes that rule', async () => {
    const entries = [
      chain('drop'),
      rule([port(8768), { accept: null }], 'HAL Listener'),
      rule([port(22)], 'ssh'),
    ];
    const firewall = nftables(tools({ nft: JSON.stringify({ nftables: entries }) }));
    expect(await firewall.addCommands(TARGET)).toEqual([
      ['nft', 'insert rule inet filter input tcp dport 8768 accept comment "HAL Listener"'],
    ]);
    expect(await firewall.removeCommands(TARGET)).toEqual([
      ['nft', 'delete rule inet filter input handle 7'],
    ]);
  });
});

describe('the Windows Defender Firewall', () => {
  const profiles = [
    { name: 'Domain', enabled: true },
    { name: 'Private', enabled: true },
    { name: 'Public', enabled: true },
  ];
  const allow = { name: 'HAL', action: 'Allow' as const, profiles: 'Domain, Private', program: 'Any' };
  it.each([
    ['a rule for every program', [allow], 'open'],
    ['a rule for this program', [{ ...allow, program: TARGET.program.toUpperCase() }], 'open'],
    ['a rule for another program', [{ ...allow, program: 'C:\\other.exe' }], 'closed'],
    ['a rule for public networks only', [{ ...allow, profiles: 'Public' }], 'closed'],
    ['a rule that blocks, beside one that allows', [allow, { ...allow, action: 'Block' as const }], 'closed'],
    ['no rule', [], 'closed'],
  ])('with %s', (_, rules, kind) => {
    expect(judgeWindowsRules({ profiles, rules }, TARGET)).toMatchObject({ kind });
  });

  it('is off where it is off in domain and private networks', () => {
    const off = profiles.map((profile) => ({ ...profile, enabled: profile.name === 'Public' }));
    expect(judgeWindowsRules({ profiles: off, rules: [] }, TARGET)).toEqual({ kind: 'off' });
  });

  it('reads what PowerShell prints', async () => {
    const run = tools({ 'powershell.exe': JSON.stringify({ rules: [allow], profiles }) });
    expect(await powershellFirewall(run).read(TARGET)).toEqual({ kind: 'open', rules: ['HAL'] });
  });

  it('finds its own rule by netsh where PowerShell is forbidden', async () => {
    expect(await powershellFirewall(tools({ 'netsh.exe': 'Regelname: HAL Listener' })).read(TARGET)).toEqual({
      kind: 'open',
      rules: ['HAL Listener'],
    });
    const none = tools({ 'netsh.exe': new ToolError('Keine Regeln (exit code 1)', 1) });
    expect(await powershellFirewall(none).read(TARGET)).toMatchObject({ kind: 'unknown' });
  });

  it('prints the command as an administrator types it', async () => {
    const [command] = await powershellFirewall(tools({})).addCommands(TARGET);
    expect(formatCommand(command ?? ['?'])).toBe(
      'netsh.exe advfirewall firewall add rule "name=HAL Listener" dir=in action=allow protocol=TCP localport=8768 "program=C:\\Program Files\\HAL Listener\\hal-listener.exe" profile=domain,private',
    );
  });
});
