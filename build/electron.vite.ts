import { defineConfig } from 'vite';
import { trayIcons } from './tray-icons.ts';

/**
 * The tray app, a file each: `--mode main` with the icons, `--mode preload` (a sandboxed preload script may load no
 * other file), `--mode start`, which is what `npm start` runs.
 */
export default defineConfig(({ mode }) => ({
  plugins: mode === 'main' ? [trayIcons()] : [],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: mode === 'start' ? 'dist' : 'dist/electron',
    emptyOutDir: mode === 'main',
    minify: false,
    rolldownOptions: {
      input: { [mode]: mode === 'start' ? 'cli/launcher/start.ts' : `electron/${mode}.ts` },
      external: ['electron', '@electron/get'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
}));
