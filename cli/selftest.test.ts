import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { ToolError } from '../supervisor/platform/run-tool.ts';
import { selftestVerb } from './selftest.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

const SECRET = 'a-token-of-some-length';

it.skipIf(process.platform !== 'linux')(
  'shows what this system says, without names and secrets, and changes nothing',
  async () => {
    const env = {
      USERNAME: 'müllerin',
      COMPUTERNAME: 'BÜRO-7',
      WEBSOCKET_TOKEN: SECRET,
      HOME: '/home/müllerin',
    };
    const terminal = recordedTerminal(env);
    const ran: string[] = [];
    await typed(
      selftestVerb(terminal, async (program, args) => {
        ran.push([program, ...args].join(' '));
        throw new ToolError(`${program}: müllerin on büro-7 at 10.0.0.7 has ${SECRET}`, 1, 'disabled\n');
      }),
    );
    const text = terminal.output();
    expect(text).toMatch(/^HAL Listener \S+ \(with Node\.js v\S+\) on linux/);
    expect(text).toContain('OK      the owner of a port');
    for (const word of ['müllerin', 'büro-7', 'BÜRO-7', '10.0.0.7', SECRET]) expect(text).not.toContain(word);
    if (userInfo().username !== 'root') expect(text).not.toContain(userInfo().username);
    expect(ran.every((line) => /^systemctl --\w+ is-enabled /.test(line))).toBe(true);
  },
);
