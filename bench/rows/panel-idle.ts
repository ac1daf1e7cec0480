import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { cpuSeconds, hasProcFiles } from '../process-usage.ts';
import { type BenchContext, NOTHING, type Row, skipped, verdict } from '../row.ts';
import { growthPerHour, type Point } from '../slope.ts';

const MB = 1_000_000;
export const IDLE = 'CPU with one page open on the Overview over an idle listener';
export const HEAP = "growth of the page's heap after a collection of garbage";
const MAX = { cpuPercent: 1, heapPerHour: MB } as const;
/** The charts of a new listener fill for this long, and their numbers with them. */
const FILLING_MS = 300_000;

/** What a page costs that is open for long while nothing happens: in a browser with no other page. */
export async function panelIdle(
  { executablePath, args, link, pid }: IdlePage,
  { quick, note }: BenchContext,
): Promise<Row> {
  return onPage(link, { executablePath, args }, async (browser) => {
    // What loading left behind is done, and the first minute, which is shown in seconds, is over.
    await sleep(quick ? 10_000 : 65_000);
    note('CPU of an idle page');
    return cpuRow(browser, pid, quick ? 15_000 : 60_000);
  });
}

/** Other programs of the machine change nothing of it. */
export async function panelHeap(
  { executablePath, args, link }: IdlePage,
  { quick, note }: BenchContext,
): Promise<Row> {
  return onPage(link, { executablePath, args }, async (_browser, page) => {
    note('heap of an idle page');
    const session = await page.context().newCDPSession(page);
    await sleep(quick ? 10_000 : FILLING_MS);
    return heapRow(session, quick ? 10_000 : 30_000, quick ? 60_000 : 3_600_000);
  });
}

/** Opens the panel in a browser with no other page. */
async function onPage<T>(
  link: string,
  { executablePath, args }: Pick<IdlePage, 'executablePath' | 'args'>,
  measure: (browser: Browser, page: Page) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 860 } });
    await page.goto(link);
    await page.getByTestId('connections').waitFor();
    return await measure(browser, page);
  } finally {
    await browser.close();
  }
}

interface IdlePage {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly link: string;
  /** Of the panel's process. */
  readonly pid: number;
}

/** Both are measured over the same time; the browser's is the sum of its processes that draw pages, of which one has a page. */
async function cpuRow(browser: Browser, pid: number, ms: number): Promise<Row> {
  const aim = `< ${MAX.cpuPercent} % of a core`;
  if (!hasProcFiles()) return skipped(IDLE, aim, 'this system has no /proc');
  const drawing = await rendererPids(browser);
  const used = () => ({
    page: drawing.reduce((sum, each) => sum + cpuSeconds(each), 0),
    panel: cpuSeconds(pid),
  });
  const [from, before] = [performance.now(), used()];
  await sleep(ms);
  const [after, took] = [used(), performance.now() - from];
  const percent = (seconds: number) => (seconds * 100_000) / took;
  const [page, panel] = [percent(after.page - before.page), percent(after.panel - before.panel)];
  return {
    what: `${IDLE}, over ${Math.round(took / 1000)} s`,
    ours: `page ${page.toFixed(2)} %, panel ${panel.toFixed(2)} %`,
    yardstick: NOTHING,
    ratio: NOTHING,
    aim: `each ${aim}`,
    verdict: verdict(page < MAX.cpuPercent && panel < MAX.cpuPercent),
  };
}

/** The processes of a browser that draw pages. */
async function rendererPids(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  if (pids.length === 0) throw new Error('the browser names no process that draws pages');
  return pids;
}

async function heapRow(session: CDPSession, everyMs: number, ms: number): Promise<Row> {
  const points: Point[] = [];
  const from = performance.now();
  do {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    points.push({ at: performance.now() - from, value: usedSize });
    await sleep(everyMs);
  } while (performance.now() - from <= ms);
  const perHour = growthPerHour(points);
  const sizes = points.map(({ value }) => (value / MB).toFixed(2));
  return {
    what: `${HEAP}, over ${Math.round((points.at(-1)?.at ?? 0) / 60_000)} min`,
    ours: `${(perHour / MB).toFixed(2)} MB an hour`,
    yardstick: `${sizes[0]} MB at first, ${sizes.at(-1)} MB at last`,
    ratio: NOTHING,
    aim: `< ${MAX.heapPerHour / MB} MB an hour`,
    verdict: verdict(perHour < MAX.heapPerHour),
  };
}
