import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/** Build of the panel's page. Addresses are relative, because both the panel's server and the tray's protocol serve it. */
export const page: InlineConfig = {
  root: path.resolve(import.meta.dirname, '../renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/panel',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: addresses, which the page's CSP allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
};
