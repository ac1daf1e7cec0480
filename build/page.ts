import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

/** The panel's page. Addresses are relative: it is served by the panel's own server, and from the tray's protocol. */
export const page: InlineConfig = {
  root: path.resolve(import.meta.dirname, '../renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/panel',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would be data: addresses, which the page's policy allows for pictures only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
  },
};
