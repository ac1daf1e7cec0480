import { expect, it } from 'vitest';
import { type Box, placeOfTip } from './tip-place.ts';

const WINDOW = { width: 400, height: 400 };
const SIZE = { width: 120, height: 40 };
const CONTROL: Box = { left: 160, top: 200, right: 240, bottom: 232 };

it('prefers the place above', () => {
  expect(placeOfTip(CONTROL, SIZE, [], WINDOW)).toEqual({
    position: 'above',
    align: 'center',
    covers: false,
  });
});

it('covers no other control where there is room', () => {
  const above: Box = { left: 100, top: 150, right: 300, bottom: 190 };
  expect(placeOfTip(CONTROL, SIZE, [above], WINDOW)).toEqual({
    position: 'below',
    align: 'center',
    covers: false,
  });
  const below: Box = { left: 100, top: 250, right: 300, bottom: 290 };
  expect(placeOfTip(CONTROL, SIZE, [above, below], WINDOW).position).toBe('after');
  // A neighbour that only the center would cover.
  const neighbor: Box = { left: 130, top: 160, right: 155, bottom: 180 };
  expect(placeOfTip(CONTROL, SIZE, [neighbor], WINDOW)).toEqual({
    position: 'above',
    align: 'start',
    covers: false,
  });
});

it('stays in the window, and covers the least where there is no room', () => {
  const corner: Box = { left: 370, top: 4, right: 398, bottom: 32 };
  expect(placeOfTip(corner, SIZE, [], WINDOW)).toEqual({ position: 'below', align: 'end', covers: false });
  const nearly: Box = { left: 0, top: 0, right: 400, bottom: 190 };
  const under: Box = { left: 0, top: 280, right: 400, bottom: 400 };
  const beside: Box = { left: 0, top: 190, right: 150, bottom: 280 };
  const other: Box = { left: 250, top: 190, right: 400, bottom: 280 };
  expect(placeOfTip(CONTROL, SIZE, [nearly, under, beside, other], WINDOW)).toMatchObject({
    position: 'below',
    covers: true,
  });
});
