import { type ChildProcess, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { canRun, certificateFolder, documentedConfig } from '../listener/server/proxy/testing/real-proxy.ts';
import { SHIPPED } from './testing/controls.ts';
import {
  CLIENT_ADDRESS,
  connectedNamespaces,
  inNamespace,
  SERVER_ADDRESS,
  whyNoNamespaces,
} from './testing/namespaces.ts';
import { createTestHome, hal } from './testing/shipped.ts';

/**
 * Clients that know nothing but `wss://` and port 443, whatever the listener's own port is: two network namespaces with a
 * cable between them, the client in one, HAProxy and the shipped listener in the other. Nothing of this machine is touched.
 */

const missing = whatIsMissing();

function whatIsMissing(): string {
  if (process.platform === 'linux' && !canRun('haproxy', '-v')) return 'haproxy is not installed here';
  return whyNoNamespaces();
}

/** What such a client does: it has no setting for scheme, port or path. */
const CLIENT_SCRIPT = `
import WebSocket from 'ws';
const ws = new WebSocket('wss://${SERVER_ADDRESS}:443', { rejectUnauthorized: false });
ws.on('error', (error) => console.log('failed: ' + error.message));
ws.on('message', (data) => {
  const frame = JSON.parse(data);
  if (frame.type === 'connected') ws.send(JSON.stringify({ type: 'text_input', text: 'What medications am I taking?' }));
  if (frame.type === 'response') console.log(frame.status + ': ' + frame.text);
});
`;

async function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += chunk;
    const line = output.split('\n').find((one) => pattern.test(one));
    if (line !== undefined) return line;
  }
  return output;
}

beforeAll(() => {
  if (missing !== '') process.stderr.write(`tls-clients.integration.test.ts is skipped: ${missing}\n`);
});

it.skipIf(missing !== '')(
  `a client that knows wss on 443 alone is answered${missing && ` (skipped: ${missing})`}`,
  async () => {
    const { client, server } = connectedNamespaces();
    const here = await createTestHome({
      WEBSOCKET_PORT: '8768',
      TRUSTED_PROXIES: '127.0.0.1',
      HAL_LISTENER_EXAMPLE: 'on',
    });
    const listener = inNamespace(server, [process.execPath, SHIPPED, 'run'], here.env);
    expect(await firstLine(listener, /Ctrl\+C stops it/)).toContain('Ctrl+C');
    const folder = await certificateFolder();
    // As it is documented, port and all; only the folder of the certificate is another.
    writeFileSync(join(folder, 'haproxy.cfg'), documentedConfig('haproxy', 0, { '/etc/haproxy': folder }));
    inNamespace(server, ['haproxy', '-db', '-f', join(folder, 'haproxy.cfg')], here.env);
    await expect
      .poll(() => execFileSync('ip', ['netns', 'exec', server, 'ss', '-ltn'], { encoding: 'utf8' }))
      .toContain(':443 ');
    const asking = inNamespace(
      client,
      [process.execPath, '--input-type=module', '--eval', CLIENT_SCRIPT],
      here.env,
    );
    expect(await firstLine(asking, /^(?:success|error|failed): /)).toMatch(/^success: .*medications/);
    const { open } = JSON.parse((await hal(here, 'connections', '--json')).out);
    expect(open).toMatchObject([{ address: CLIENT_ADDRESS, proxy: '127.0.0.1', queries: 1 }]);
    const status = await hal(here, 'status');
    expect(status.out).toMatch(/proxies +127\.0\.0\.1, named 1 of 1 clients\n/);
    // Bound to 127.0.0.1, and open all the same.
    expect(status.out + status.err).toContain('every machine on the network can connect (through the proxy');
    expect((await hal(here, 'connections')).out).toContain(`${CLIENT_ADDRESS} via 127.0.0.1`);
  },
);
