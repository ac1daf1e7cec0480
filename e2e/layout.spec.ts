import type { Page } from '@playwright/test';
import { SCREENS } from '../contract/panel-snapshot.ts';
import {
  answeredQueries,
  busyHistory,
  client,
  closedClient,
  pastEvents,
  running,
} from '../renderer/testing/fixtures.ts';
import { STATES, stateNamed } from '../renderer/testing/phantom-states.ts';
import { expect, test } from './testing/browser.ts';
import { writeEvents } from './testing/log-files.ts';
import { openStage, type Stage } from './testing/stage.ts';

/** What must hold on every screen at every width: nothing is cut off, covered, or out of the keyboard's reach. */

const SMALLEST = { width: 336, height: 600 } as const;
const WIDTHS = [336, 420, 620, 800, 1_024, 1_280, 1_440, 1_920] as const;

let stage: Stage;

test.beforeEach(async () => {
  stage = await openStage(running());
  stage.backend.past = busyHistory();
  stage.backend.clients = {
    total: 12,
    open: Array.from({ length: 12 }, (_, place) => client(place + 1)),
    closed: [closedClient(1, 'operator', `disconnected by the operator, ${'for a long reason '.repeat(10)}`)],
  };
  stage.backend.asked = { running: [], recent: answeredQueries('3', 9) };
  stage.backend.happened = pastEvents();
  writeEvents(stage.eventLog, 0, 300);
});

test.afterEach(() => stage?.close());

async function show(page: Page, screen: (typeof SCREENS)[number]): Promise<void> {
  // Not every width has room for every tab.
  await page.evaluate((name) => {
    location.hash = `/${name}`;
  }, screen);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
}

/** Elements that reach out of the window, and boxes that scroll sideways. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#panel *, [role="dialog"] *')].flatMap((element) => {
      // Long lines of a log may scroll sideways: its reader decides whether they wrap.
      if (element.closest('[aria-label="Log lines"]') !== null) return [];
      // An ellipsis shows that there is more.
      const parent = element.parentElement && getComputedStyle(element.parentElement);
      if (parent?.textOverflow === 'ellipsis' && parent.overflowX === 'hidden') return [];
      const { left, right, width, height } = element.getBoundingClientRect();
      const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.innerText?.slice(0, 40)}`;
      const sideways = element.scrollWidth > element.clientWidth + 1;
      const { overflowX } = getComputedStyle(element);
      if (sideways && (overflowX === 'auto' || overflowX === 'scroll')) return [`scrolls sideways: ${name}`];
      // What only screen readers get is one pixel large.
      if (width <= 1 || height <= 1 || (left >= -0.5 && right <= innerWidth + 0.5)) return [];
      return [`${Math.round(left)} to ${Math.round(right)}: ${name}`];
    }),
  );
}

/** Header parts that lie on each other. */
function overlapping(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = [
      ...document.querySelectorAll<HTMLElement>('header h1 > *, header [role="tab"], header [data-state]'),
    ];
    return boxes.flatMap((one, place) =>
      boxes.slice(place + 1).flatMap((other) => {
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return width > 1 && height > 1 ? [`${one.innerText} and ${other.innerText}`] : [];
      }),
    );
  });
}

test('no screen leaves the smallest window, in any state', async ({ openPage }) => {
  const page = await openPage(SMALLEST);
  await page.goto(stage.host.link);
  for (const [name, word, snapshot] of STATES) {
    stage.backend.setSnapshot(snapshot());
    await show(page, 'overview');
    await expect(page.getByTestId('state')).toHaveText(word);
    for (const screen of SCREENS) {
      await show(page, screen);
      expect(await overflowing(page), `${name}, ${screen}`).toEqual([]);
      expect(await overlapping(page), `${name}, ${screen}`).toEqual([]);
    }
  }
});

/** Texts of one line that are cut off; a box without text cuts nothing. */
function cut(page: Page, selector: string): Promise<string[]> {
  return page
    .locator(selector)
    .evaluateAll((elements) =>
      elements.flatMap(({ scrollWidth, clientWidth, textContent }) =>
        textContent !== '' && scrollWidth > clientWidth ? [textContent ?? ''] : [],
      ),
    );
}

test("the product's name and what needs attention are never cut off", async ({ openPage }) => {
  const page = await openPage(SMALLEST);
  stage.backend.setSnapshot(stateNamed('warnings'));
  await page.goto(stage.host.link);
  await expect(page.locator('[data-attention]').first()).toBeVisible();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    for (const screen of ['overview', 'logs'] as const) {
      await show(page, screen);
      expect(await cut(page, 'header h1 > :nth-child(2)'), `${screen} at ${width}`).toEqual([]);
      expect(await cut(page, '[data-attention-title]'), `${screen} at ${width}`).toEqual([]);
    }
  }
});

test('a client is named whole where there is room for more columns than its address', async ({
  openPage,
}) => {
  const page = await openPage({ width: 1_024, height: 700 });
  await page.goto(stage.host.link);
  await show(page, 'connections');
  await expect(page.locator('[data-client]').first()).toBeVisible();
  for (const width of [720, 1_024, 1_280, 1_920]) {
    await page.setViewportSize({ width, height: 700 });
    await expect.poll(() => cut(page, '[data-client] [role="gridcell"]'), `at ${width}`).toEqual([]);
  }
});

test('the buttons of the listener keep their place, whatever its state', async ({ openPage }) => {
  const page = await openPage();
  await page.goto(stage.host.link);
  for (const width of [336, 1_280, 1_920]) {
    await page.setViewportSize({ width, height: 800 });
    const places = new Set<string>();
    for (const [, word, snapshot] of STATES) {
      stage.backend.setSnapshot(snapshot());
      await expect(page.getByTestId('state')).toHaveText(word);
      const box = await page.getByRole('button', { name: 'Start', exact: true }).boundingBox();
      places.add(`${Math.round(box?.x ?? -1)}, ${Math.round(box?.y ?? -1)}`);
    }
    expect([...places], `${width} px`).toHaveLength(1);
  }
});

test('no screen and no table is cut off at any width', async ({ openPage }) => {
  const page = await openPage(SMALLEST);
  await page.goto(stage.host.link);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    for (const screen of SCREENS) {
      await show(page, screen);
      expect(await overflowing(page), `${screen} at ${width}`).toEqual([]);
    }
    await show(page, 'connections');
    await page.getByRole('tab', { name: /^Closed/ }).click();
    expect(await overflowing(page), `closed at ${width}`).toEqual([]);
    await page.getByRole('tab', { name: /^Open/ }).click();
  }
});

test('a screen whose tab has no room is in a menu', async ({ openPage }) => {
  const page = await openPage({ width: 260, height: 600 });
  await page.goto(stage.host.link);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await expect(tab('Overview')).toBeVisible();
  await expect(tab('Events')).toBeHidden();
  await page.getByRole('button', { name: 'More screens' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Events' }).press('Enter');
  await expect(page.locator('[data-event]').first()).toBeVisible();
  // The tab of the screen that is shown has room before the others.
  await expect(tab('Events')).toBeVisible();
  await page.setViewportSize({ width: 1_920, height: 600 });
  await expect(tab('Connections')).toBeVisible();
  await expect(page.getByRole('button', { name: 'More screens' })).toHaveCount(0);
});

test('the frame around the tab with the focus is not cut off', async ({ openPage }) => {
  const page = await openPage({ width: 420, height: 640 });
  await page.goto(stage.host.link);
  await expect(page.getByTestId('state')).toHaveText('Running');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('tab', { name: 'Overview' })).toBeFocused();
  const cutting = await page.evaluate(() => {
    const tab = document.activeElement?.getBoundingClientRect() ?? new DOMRect();
    // Fluent UI draws it this far outside, px.
    const frame = 2;
    return [...document.querySelectorAll('header, header *')].filter((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const cuts =
        getComputedStyle(element).overflowY !== 'visible' && element.contains(document.activeElement);
      return cuts && (top > tab.top - frame || bottom < tab.bottom + frame);
    }).length;
  });
  expect(cutting).toBe(0);
});

/** The controls that a visible tooltip takes the pointer from. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const tip = [...document.querySelectorAll('[role="tooltip"]')].find((each) => each.checkVisibility());
    if (tip === undefined) return [];
    return [...document.querySelectorAll<HTMLElement>('button, [role="tab"], input')].flatMap((control) => {
      const { left, top, width, height } = control.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit !== null && tip.contains(hit) ? [`${control.innerText || control.ariaLabel}`] : [];
    });
  });
}

test('no tooltip takes the pointer from another control', async ({ openPage }) => {
  test.setTimeout(180_000);
  const page = await openPage(SMALLEST);
  await page.goto(stage.host.link);
  let seen = 0;
  for (const [width, state] of [
    [336, running()],
    [420, stateNamed('failed-port')],
    [1_000, running()],
  ] as const) {
    await page.setViewportSize({ width, height: 640 });
    stage.backend.setSnapshot(state);
    for (const screen of SCREENS) {
      await show(page, screen);
      for (const button of await page.getByRole('main').getByRole('button').all()) {
        await page.mouse.move(1, 1);
        if (!(await button.isVisible())) continue;
        await button.hover({ force: true });
        // Fluent UI shows a tooltip after 250 ms.
        await page.waitForTimeout(320);
        seen += await page.getByRole('tooltip').count();
        expect(await covered(page), `${screen} at ${width}, ${await button.innerText()}`).toEqual([]);
      }
    }
  }
  expect(seen).toBeGreaterThan(20);
});

test('details that were opened with Enter close with one Escape, and return the focus', async ({
  openPage,
}) => {
  const page = await openPage();
  await page.goto(stage.host.link);
  await show(page, 'connections');
  const opener = page.locator(`[data-client="${client(3).address}"]`);
  const details = page.getByTestId('client');
  for (const width of [1_280, 336]) {
    await page.setViewportSize({ width, height: 600 });
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(details.getByRole('heading', { level: 2 })).toBeFocused();
    if (width === 1_280) {
      // Also where a control in it has the focus, and its tooltip is open.
      await page.keyboard.press('Tab');
      await expect(page.getByRole('tooltip')).toBeVisible();
    }
    await page.keyboard.press('Escape');
    await expect(details).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test('the details of a client stand beside the table, and replace it in a narrow window', async ({
  openPage,
}) => {
  const page = await openPage();
  await page.goto(stage.host.link);
  await show(page, 'connections');
  const rows = page.locator('[data-client]');
  await expect(rows).toHaveCount(12);
  await rows.nth(2).click();
  const details = page.getByTestId('client');
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    await expect(details).toBeVisible();
    await expect.poll(() => overflowing(page), { message: `at ${width}` }).toEqual([]);
    const box = await details.boundingBox();
    if (width >= 900) {
      const table = await page.getByRole('grid').boundingBox();
      expect((table?.x ?? 0) + (table?.width ?? 0)).toBeLessThanOrEqual(box?.x ?? 0);
    } else await expect(page.getByRole('grid')).toBeHidden();
  }
  await page.setViewportSize(SMALLEST);
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(details).toHaveCount(0);
  await expect(rows.nth(2)).toBeFocused();
});

test('all figures have the same digits in a locale with others', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ar-EG' });
  try {
    const page = await context.newPage();
    await page.goto(stage.host.link);
    for (const screen of SCREENS) {
      await show(page, screen);
      expect(await page.locator('body').innerText()).not.toMatch(/[\u0660-\u0669]/);
    }
    expect(await page.evaluate(() => (1_234).toLocaleString())).toMatch(/[\u0660-\u0669]/);
  } finally {
    await context.close();
  }
});
