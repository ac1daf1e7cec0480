import { expect, it } from 'vitest';
import { windowBounds } from './window-bounds.ts';

const FREE = { x: 0, y: 0, width: 1_280, height: 760 };

it('is over the icon, inside the free area', () => {
  const below = { x: 1_200, y: 768, width: 16, height: 16 };
  expect(windowBounds('tray', FREE, below)).toEqual({ x: 852, y: 112, width: 420, height: 640 });
  const middle = { x: 600, y: 768, width: 16, height: 16 };
  expect(windowBounds('tray', FREE, middle)).toMatchObject({ x: 398 });
});

it('is under an icon at the top, and in the corner where nobody knows', () => {
  const above = { x: 900, y: 0, width: 22, height: 22 };
  expect(windowBounds('tray', { ...FREE, y: 24 }, above)).toMatchObject({ x: 701, y: 32 });
  expect(windowBounds('tray', FREE, undefined)).toMatchObject({ x: 852, y: 112 });
});

it('fits a second screen and a small one', () => {
  const second = { x: -1_920, y: 100, width: 1_920, height: 1_040 };
  expect(windowBounds('full', second, undefined)).toEqual({ x: -1_550, y: 220, width: 1_180, height: 800 });
  expect(windowBounds('full', { x: 0, y: 0, width: 800, height: 600 }, undefined)).toEqual({
    x: 0,
    y: 0,
    width: 800,
    height: 600,
  });
});
