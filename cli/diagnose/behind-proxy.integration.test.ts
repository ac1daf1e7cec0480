import { expect, it } from 'vitest';
import { createTestHome, hal, startListener } from '../testing/shipped.ts';

interface Check {
  readonly id: string;
  readonly findings: readonly { readonly text: string; readonly advice?: string }[];
}

/** What diagnose says of clients and protection of a listener that is bound to 127.0.0.1. */
async function findings(env: NodeJS.ProcessEnv): Promise<string[]> {
  const here = await createTestHome({ HAL_LISTENER_EXAMPLE: 'on', ...env });
  await startListener(here);
  const { out } = await hal(here, 'diagnose', '--json');
  const { checks } = JSON.parse(out) as { readonly checks: readonly Check[] };
  return checks
    .filter(({ id }) => id === 'clients' || id === 'protection')
    .flatMap((check) => check.findings.map(({ text, advice = '' }) => `${text}. ${advice}`));
}

it('takes a listener behind a proxy for one that others reach, without telling it to leave 127.0.0.1', async () => {
  const alone = (await findings({})).join('\n');
  expect(alone).toContain('Only clients on this machine can connect');
  expect(alone).not.toContain('without a token');
  const behind = (await findings({ TRUSTED_PROXIES: '127.0.0.1' })).join('\n');
  expect(behind).not.toContain('Only clients on this machine can connect');
  expect(behind).toMatch(
    /Everybody whom the proxy lets through can connect, without a token\. .*config set token/,
  );
  expect(behind).not.toContain('config set host');
});
