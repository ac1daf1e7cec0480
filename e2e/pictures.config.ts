import { defineConfig } from '@playwright/test';
import specs from './playwright.config.ts';

// Read by each worker too, so all of them renew the pictures.
process.env.UPDATE_PICTURES = '1';

/** `npm run pictures`: every picture of the documents, from what the specs do; one after the other, so that no chart shows another's load. */
export default defineConfig({
  ...specs,
  testMatch: ['pictures.spec.ts', 'tour.spec.ts', 'tray-icons.spec.ts'],
  workers: 1,
});
