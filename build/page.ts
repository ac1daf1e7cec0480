import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';

/** What the first script, which connects, loads then: the browser loads it beside that script, and not after it. */
const preloadPage: Plugin = {
  name: 'preload-page',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {}, chunk }) => {
      const files = (chunk?.dynamicImports ?? []).flatMap((name) => {
        const page = bundle[name];
        return page?.type === 'chunk' ? [name, ...page.imports] : [];
      });
      return [...new Set(files)].map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
        injectTo: 'head',
      }));
    },
  },
};

/** Build of the panel's page. Addresses are relative, because both the panel's server and the tray's protocol serve it. */
export const page: InlineConfig = {
  root: path.resolve(import.meta.dirname, '../renderer'),
  base: './',
  plugins: [react(), preloadPage],
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
