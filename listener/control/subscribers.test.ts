import { expect, it } from 'vitest';
import type { PushFrame } from '../../contract/control.ts';
import { type Subscriber, Subscribers } from './commands.ts';

function subscriber(by: string): Subscriber & { readonly heard: PushFrame[] } {
  const heard: PushFrame[] = [];
  return { by, pid: 1, heard, push: (frame) => heard.push(frame) };
}

it('gives the office of owner to one at a time, and says when it is free', () => {
  const all = new Subscribers();
  const [tray, watch] = [subscriber('tray'), subscriber('watch')];
  expect(all.add(tray, 'owner')).toBe('owner');
  expect(all.add(watch, 'owner')).toBe('watcher');
  expect(all.owner?.by).toBe('tray');

  all.remove(tray);
  expect(watch.heard).toEqual([{ push: 'event', event: { event: 'owner-left' } }]);
  expect(all.owner).toBeUndefined();
  expect(all.add(watch, 'owner')).toBe('owner');
  expect(all.size).toBe(1);
});

it('tells the owner alone, or says there is none', () => {
  const all = new Subscribers();
  const [tray, watch] = [subscriber('tray'), subscriber('watch')];
  const wanted = { event: 'restart-wanted', debug: false, by: 'cli' } as const;
  all.add(watch, 'watcher');
  expect(all.notifyOwner(wanted)).toBe(false);
  all.add(tray, 'owner');
  expect(all.notifyOwner(wanted)).toBe(true);
  expect(tray.heard).toEqual([{ push: 'event', event: wanted }]);
  expect(watch.heard).toEqual([]);
});

it('forgets who left without a word', () => {
  const all = new Subscribers();
  const panel = subscriber('panel');
  all.add(panel, 'watcher');
  all.remove(panel);
  all.remove(panel);
  all.publish({ event: 'owner-left' });
  expect(panel.heard).toEqual([]);
});
