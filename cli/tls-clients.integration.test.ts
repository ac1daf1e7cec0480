import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { canRun, certificateFolder, documentedConfig } from '../listener/server/proxy/testing/real-proxy.ts';
import { SHIPPED } from './testing/controls.ts';
import { createTestHome, hal } from './testing/shipped.ts';

/**
 * Clients that know nothing but `wss://` and port 443, whatever the listener's own port is: two network namespaces with a
 * cable between them, the client in one, HAProxy and the shipped listener in the other. Nothing of this machine is touched.
 */

const [CLIENT, SERVER] = ['10.203.0.2', '10.203.0.1'];
const missing = whatIsMissing();

function whatIsMissing(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  if (!canRun('haproxy', '-v')) return 'haproxy is not installed here';
  const probe = `hal-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return 'needs ip and network namespaces';
  spawnSync('ip', ['netns', 'delete', probe]);
  return '';
}

function connectedNamespaces(): { readonly client: string; readonly server: string } {
  const [client, server] = [`hal-client-${process.pid}`, `hal-server-${process.pid}`];
  const ip = (words: string) => execFileSync('ip', words.split(' '));
  onTestFinished(() => {
    for (const name of [client, server]) spawnSync('ip', ['netns', 'delete', name]);
  });
  for (const name of [client, server]) ip(`netns add ${name}`);
  ip(`-n ${client} link add cable type veth peer name cable netns ${server}`);
  for (const [name, address] of [
    [client, CLIENT],
    [server, SERVER],
  ]) {
    ip(`-n ${name} address add ${address}/24 dev cable`);
    for (const device of ['lo', 'cable']) ip(`-n ${name} link set ${device} up`);
  }
  return { client, server };
}

/** Runs a program in a namespace until the test ends. */
function inNamespace(namespace: string, words: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn('ip', ['netns', 'exec', namespace, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return child;
}

/** What such a client does: it has no setting for scheme, port or path. */
const CLIENT_SCRIPT = `
import WebSocket from 'ws';
const ws = new WebSocket('wss://${SERVER}:443', { rejectUnauthorized: false });
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
    expect(open).toMatchObject([{ address: CLIENT, proxy: '127.0.0.1', queries: 1 }]);
    const status = await hal(here, 'status');
    expect(status.out).toMatch(/proxies +127\.0\.0\.1, named 1 of 1 clients\n/);
    // Bound to 127.0.0.1, and open all the same.
    expect(status.out + status.err).toContain('every machine on the network can connect (through the proxy');
    expect((await hal(here, 'connections')).out).toContain(`${CLIENT} via 127.0.0.1`);
  },
);
