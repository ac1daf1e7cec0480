// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useNow } from '../clock.ts';
import { running } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';

beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function hide(hidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

it('draws a time as often as its text differs, and not while nobody sees it', () => {
  let draws = 0;
  function Minutes() {
    draws += 1;
    return <p>{useNow((now) => `${Math.floor((now - 1_000_000) / 60_000)} min`)}</p>;
  }
  render(<Minutes />);
  act(() => vi.advanceTimersByTime(59_000));
  expect([screen.getByText('0 min').tagName, draws]).toEqual(['P', 1]);
  act(() => vi.advanceTimersByTime(1_000));
  expect([screen.getByText('1 min').tagName, draws]).toEqual(['P', 2]);
  hide(true);
  act(() => vi.advanceTimersByTime(120_000));
  expect(draws).toBe(2);
  hide(false);
  expect(screen.getByText('3 min')).toBeTruthy();
});

it('draws nothing on an idle Overview, whatever arrives', async () => {
  const idle = running({ since: 1_000_000 - 3_600_000 });
  const { client, advance, draws } = await renderPanel('overview', idle);
  await advance(3_000);
  const before = draws();
  for (let second = 1; second <= 10; second += 1) {
    const { status } = idle;
    client.setSnapshot({
      ...structuredClone(idle),
      at: idle.at + second * 1_000,
      ...(status && { status: { ...structuredClone(status), uptimeMs: status.uptimeMs + second * 1_000 } }),
    });
    await advance(1_000);
  }
  expect(draws() - before).toBe(0);
});

it('asks for nothing while the page is hidden, and again once it is seen', async () => {
  const { client, advance } = await renderPanel('overview', running());
  await advance(3_000);
  hide(true);
  await advance(3_000);
  const asked = client.calls.length;
  await advance(60_000);
  expect(client.calls.length).toBe(asked);
  hide(false);
  await advance(1);
  expect(client.paramsOf('question-summary').length).toBeGreaterThan(1);
  expect(client.calls.length).toBeGreaterThan(asked);
});
