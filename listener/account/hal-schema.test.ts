import { expect, it } from 'vitest';
import { HAL_SCHEMA, type HalAttribute } from './hal-schema.ts';

it.each(Object.entries(HAL_SCHEMA))('%s names each attribute and each field number once', (_, attributes) => {
  const list = attributes as readonly HalAttribute[];
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  expect(new Set(list.map(({ number }) => number)).size).toBe(list.length);
  for (const { name, number } of list) {
    expect(name).toMatch(/^[A-Z][A-Z_]*$/);
    expect(number).toBeGreaterThan(0);
  }
});
