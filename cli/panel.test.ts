import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { fakeBackend } from '../panel/testing/fake-backend.ts';
import { panelVerb } from './panel.ts';

/** Links of the panels that run, by port. */
const links = new Map<number, string>();

function ran(args: readonly string[], opens = true) {
  const folder = mkdtempSync(`${tmpdir()}/hal-panel-verb-`);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const end = new AbortController();
  const seen = { out: '', err: '', opened: [] as string[], left: false, kept: false };
  const terminal = {
    out: (text: string) => {
      seen.out += text;
    },
    err: (text: string) => {
      seen.err += text;
    },
    env: {},
  };
  const verb = panelVerb(terminal, {
    interrupted: () => ({ signal: end.signal, release: () => undefined }),
    open: async (address) => {
      seen.opened.push(address);
      return opens;
    },
    resources: () => ({ page: () => undefined, searchProgram: () => '' }),
    source: (_command, _terminal, signal) => {
      signal.addEventListener('abort', () => {
        seen.left = true;
      });
      return {
        backend: fakeBackend(),
        logDir: folder,
        accountDir: undefined,
        status: () => undefined,
        found: async () => undefined,
        keepRunning: () => {
          seen.kept = true;
        },
        served: {
          note: ({ port, link }) => links.set(port, link),
          forget: ({ port }) => links.delete(port),
          linkOn: async (port) => links.get(port),
        },
      };
    },
  });
  return { seen, end, done: verb.parseAsync(args, { from: 'user' }) };
}

async function printed(seen: { readonly out: string }): Promise<string> {
  while (!seen.out.includes('#token=')) await new Promise((wake) => setTimeout(wake, 5));
  return /http:\S+/.exec(seen.out)?.[0] ?? '';
}

it('prints a link that answers, opens it when asked, and leaves with Ctrl+C', async () => {
  const { seen, end, done } = ran(['--port', '0', '--open']);
  const link = await printed(seen);
  expect((await fetch(link)).status).toBe(404);
  end.abort();
  await done;
  expect(seen.opened).toEqual([link]);
  expect(seen.out).toContain('the listener keeps running');
  expect(seen.left).toBe(true);
  await expect(fetch(link)).rejects.toThrow();
});

it('says what becomes of a listener that comes with the panel', async () => {
  const { seen, end, done } = ran(['--port', '0', '--with-listener']);
  await printed(seen);
  await expect.poll(() => seen.out).toContain('It ends with the panel.');
  await expect.poll(() => seen.kept).toBe(true);
  end.abort();
  await done;
  expect(seen.out).toContain('no listener is running');
});

it('says so where no browser can be opened', async () => {
  const { seen, end, done } = ran(['--port', '0', '--open'], false);
  await printed(seen);
  await expect.poll(() => seen.err).toContain('open the link yourself');
  end.abort();
  await done;
});

it('prints and opens the link of a panel that runs on the port, and lets the supervisor go', async () => {
  const first = ran(['--port', '0']);
  const link = await printed(first.seen);
  const { port } = new URL(link);
  const second = ran(['--port', port, '--open', '--with-listener']);
  await second.done;
  expect(second.seen).toMatchObject({ left: true, kept: false, opened: [link] });
  expect(second.seen.out).toBe(`The panel is already running: ${link}\n`);
  links.clear();
  const third = ran(['--port', port]);
  await expect(third.done).rejects.toThrow(/not by a panel of this home/);
  expect(third.seen).toMatchObject({ left: true, kept: false });
  first.end.abort();
  await first.done;
  await expect(ran(['--port', 'x']).done).rejects.toThrow(/is not a port/);
});
