import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Controls, SHIPPED } from './testing/controls.ts';

/** A network namespace of its own, with a packet filter as an administrator writes it: nothing of this machine is touched. */
const missing = whatIsMissing();

function whatIsMissing(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  try {
    execFileSync('unshare', ['--net', 'nft', 'list', 'ruleset']);
    return '';
  } catch {
    return 'needs nft and network namespaces';
  }
}

it.skipIf(missing !== '')(
  `opens a port of a packet filter and closes it again${missing && ` (skipped: ${missing})`}`,
  async () => {
    const here = await Controls.open();
    const hal = (words: string): string =>
      `${process.execPath} ${SHIPPED} firewall ${words} --port 8768; echo "code $?"`;
    const script = [
      'ip link set lo up 2>/dev/null',
      hal('show'),
      'nft add table inet filter',
      "nft 'add chain inet filter input { type filter hook input priority 0; policy drop; }'",
      'nft add rule inet filter input tcp dport 22 accept',
      hal('show'),
      hal('add'),
      hal('add --apply'),
      hal('show --json'),
      hal('remove --apply'),
      'nft list chain inet filter input',
    ].join('\n');
    const env = { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HAL_LISTENER_HOME: here.home };
    const out = execFileSync('unshare', ['--net', 'sh', '-c', script], { env, encoding: 'utf8' });
    const [off = '', closed = '', printed = '', added = '', json = '', removed = ''] =
      out.split(/code (?=\d)/);
    expect(off).toContain('There is no firewall');
    expect(closed).toMatch(/^0\nnftables keeps clients out: .*no rule accepts port 8768/);
    expect(printed).toMatch(
      /^1\nAs an administrator:\n {2}nft "insert rule inet filter input tcp dport 8768 accept/,
    );
    expect(added).toMatch(/^0\nnftables lets clients in at port 8768:/);
    expect(JSON.parse(json.slice(2))).toEqual({
      state: 'open',
      port: 8768,
      firewall: 'nftables',
      rules: ['HAL Listener'],
    });
    expect(removed).toMatch(/^0\nnftables keeps clients out/);
    expect(out).toContain('tcp dport 22 accept');
    expect(out.slice(out.lastIndexOf('table inet'))).not.toContain('8768');
  },
);
