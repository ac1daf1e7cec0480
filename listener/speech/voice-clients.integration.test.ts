import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { expect, it, onTestFinished } from 'vitest';
import { pythonWithWebsockets } from '../server/testing/python.ts';
import { scratchHome, testListener } from '../server/testing/test-listener.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { recognitionServer, saying } from './testing/recognition-server.ts';
import { babble, bytesOf, joined, silence } from './testing/sounds.ts';
import { toWav } from './wav.ts';

/**
 * HAL's own clients, unmodified. They are not in this repository: HAL_CLIENTS names a checkout of theirs. Their sound
 * libraries are stood for by `testing/sound-modules`, the browser's microphone by Chromium's own.
 */

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/speech-worker.cjs');
const MODULES = path.resolve(import.meta.dirname, 'testing/sound-modules');
const QUESTION = 'What medications am I taking?';
const VOICE = joined(silence(0.5), babble(1.5), silence(2));

const folder = process.env.HAL_CLIENTS ?? '';
const macClient = path.join(folder, 'CLIENT/mac_voice_client.py');
const webClient = path.join(folder, 'voice_assistant_v2/web_client');
const python = pythonWithWebsockets();
const browser = [chromium.executablePath(), '/usr/bin/chromium'].find((file) => existsSync(file));
const hasClients = folder !== '' && existsSync(macClient) && existsSync(webClient);

function note(...reasons: readonly (string | undefined)[]): string {
  const given = reasons.filter((reason) => reason !== undefined);
  return given.length === 0 ? '' : ` (skipped: ${given.join(', ')})`;
}
const noClients = hasClients ? undefined : 'HAL_CLIENTS names no checkout of the clients';
const noPython = python === undefined ? 'no Python with the websockets library' : undefined;
const noBrowser = browser === undefined ? 'no Chromium' : undefined;

it.skipIf(noClients ?? noPython)(
  `the Mac client gets an answer to a spoken question${note(noClients, noPython)}`,
  async () => {
    const server = await recognitionServer(saying(QUESTION));
    const { url, home } = await testListener({ sttUrl: server.url }, { speechProgram: PROGRAM });
    const voice = path.join(home, 'voice.pcm');
    writeFileSync(voice, bytesOf(VOICE));
    const client = spawn(python ?? '', ['-u', path.join(MODULES, 'run_client.py'), macClient, url], {
      env: { ...process.env, PYTHONPATH: MODULES, PYTHONIOENCODING: 'utf-8', HAL_VOICE: voice },
    });
    onTestFinished(() => void client.kill());
    let said = '';
    for (const output of [client.stdout, client.stderr]) output.on('data', (text) => (said += text));
    const until = async (text: string) => {
      while (!said.includes(text)) await once(client.stdout, 'data', { signal: AbortSignal.timeout(20_000) });
    };
    await until('Audio stream started');
    // The space is the wake word of a client without a detector.
    client.stdin.write(' \n');
    await until('HAL: You are currently taking');
    expect(said).toMatch(/chime.*active_listening.*Processing.*Follow-up window: 10s/s);
    client.stdin.write('q\n');
    expect(server.received).toHaveLength(1);
  },
);

it.skipIf(noClients ?? noBrowser)(
  `the web client gets an answer to a spoken question${note(noClients, noBrowser)}`,
  async () => {
    const server = await recognitionServer(saying(QUESTION));
    const home = await scratchHome();
    const files = { tlsKey: path.join(home, 'key.pem'), tlsCert: path.join(home, 'cert.pem') };
    const { key, cert } = selfSigned();
    writeFileSync(files.tlsKey, key);
    writeFileSync(files.tlsCert, cert);
    const { port } = await testListener({ home, sttUrl: server.url, ...files }, { speechProgram: PROGRAM });
    const source = readFileSync(path.join(webClient, 'client.js'), 'utf8');
    const host = /wss:\/\/([\w.-]+)/.exec(source)?.[1];
    const voice = path.join(home, 'voice.wav');
    writeFileSync(voice, toWav(bytesOf(VOICE)));
    const page = createServer((request, response) => {
      const name = request.url === '/client.js' ? 'client.js' : 'index.html';
      response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html');
      response.end(readFileSync(path.join(webClient, name)));
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void page.close());
    const chrome = await chromium.launch({
      executablePath: browser ?? '',
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${voice}`,
        // Where the address in the client leads.
        `--host-resolver-rules=MAP ${host}:443 127.0.0.1:${port}`,
        '--ignore-certificate-errors',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    onTestFinished(() => chrome.close());
    const tab = await chrome.newPage();
    await tab.goto(`http://localhost:${(page.address() as AddressInfo).port}/`);
    await tab.getByText('You are currently taking').first().waitFor({ timeout: 30_000 });
    await tab.getByText(QUESTION).first().waitFor();
    expect(server.received.length).toBeGreaterThan(0);
  },
);
