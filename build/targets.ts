import { statSync } from 'node:fs';
import path from 'node:path';
import type { InlineConfig, Plugin, Rolldown } from 'vite';
import manifest from '../package.json' with { type: 'json' };
import { checkedTable } from './checked-table.ts';
import { buildExecutable } from './executable/build-executable.ts';
import type { ExecutableTarget } from './executable/executable-targets.ts';
import { BundledPackages } from './notices.ts';
import { buildDeb } from './packages/deb.ts';
import { buildInstaller } from './packages/windows-installer.ts';
import { page } from './page.ts';
import { expressionOf } from './program-text.ts';
import { ROOT } from './rooms.ts';
import type { TargetName } from './stamp.ts';
import { trayIcons } from './tray-icons.ts';

interface NodeBundle {
  /** Output names and their source files. */
  readonly input: Readonly<Record<string, string>>;
  /** Relative to `dist/`. */
  readonly outDir?: string;
  readonly emptyOutDir?: boolean;
  readonly plugins?: readonly Plugin[];
  readonly external?: readonly string[];
  readonly banner?: string;
  /** Without comments: what is not read costs no time at a start. Lines and names stay, for stack traces. */
  readonly isBare?: boolean;
}

/**
 * One CommonJS file with everything except Node's own modules. CommonJS, because an ES module cannot be the main
 * program of a single executable on Node 22 and 24.
 */
function selfContained({
  external = [],
  banner,
  isBare = false,
  plugins = [],
  ...bundle
}: NodeBundle): InlineConfig {
  return {
    plugins: [...plugins],
    ssr: { noExternal: true },
    build: nodeBuild({ emptyOutDir: false, ...bundle }, [...external], {
      format: 'cjs',
      entryFileNames: '[name].cjs',
      codeSplitting: false,
      // A script that is run from compiled code has no `import`.
      dynamicImportInCjs: false,
      ...(banner === undefined ? {} : { banner }),
      ...(isBare && { comments: false }),
    }),
  };
}

/** ES modules that run only in this folder, so packages are not bundled. Chunks are placed beside their programs. */
function inPlace(bundle: NodeBundle): InlineConfig {
  const output = { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' } as const;
  return { build: nodeBuild({ emptyOutDir: true, ...bundle }, [], output) };
}

/** Readable code for every Node that we support. */
function nodeBuild(
  {
    input,
    outDir = '.',
    emptyOutDir,
  }: Pick<NodeBundle, 'input' | 'outDir'> & { readonly emptyOutDir: boolean },
  external: string[],
  output: Rolldown.OutputOptions,
): NonNullable<InlineConfig['build']> {
  return {
    ssr: true,
    target: 'node20',
    outDir: path.join('dist', outDir),
    emptyOutDir,
    minify: false,
    rolldownOptions: { input: { ...input }, external, output },
  };
}

/** Extras that `ws` and `@redis/client` would use if installed; we ship none. */
const OPTIONAL_EXTRAS = ['bufferutil', 'utf-8-validate', '@node-rs/xxhash'];
const ELECTRON = ['electron', '@electron/get'];

/** What is started: it runs the program beside it. */
const entry = selfContained({ input: { 'hal-listener': 'cli/bin.ts' }, banner: '#!/usr/bin/env node' });

/** The listener and its command line. */
const program = selfContained({
  input: { 'hal-listener-program': 'cli/program.ts' },
  plugins: [storeClientBeside(), checkedTable(), asciiOnly(), asExpression()],
  external: OPTIONAL_EXTRAS,
  isBare: true,
});

/** The same as one plain file, for debugging. */
export const developedListener = selfContained({
  input: { 'hal-listener': 'cli/program.ts' },
  plugins: [storeClientBeside()],
  external: OPTIONAL_EXTRAS,
});

/** Leaves the client library of the session store to its own file, since most listeners have no store. */
function storeClientBeside(): Plugin {
  return {
    name: 'store-client-beside',
    enforce: 'pre',
    resolveId: (source) =>
      source === './library-client.ts' ? { id: './store-client.cjs', external: true } : undefined,
  };
}

const storeClient = selfContained({
  input: { 'store-client': 'listener/store/library-client.ts' },
  external: OPTIONAL_EXTRAS,
});

/** The program of the speech thread: a file of its own, since most listeners have no voice clients. */
const speechWorker = selfContained({ input: { 'speech-worker': 'listener/speech/speech-worker.ts' } });

/** The program of the log search thread. One file, because a thread's program is passed as text. */
const logSearch = selfContained({ input: { 'log-search': 'panel/logs/search-worker.ts' } });

const trayMain = selfContained({
  input: { main: 'electron/main.ts' },
  outDir: 'electron',
  emptyOutDir: true,
  plugins: [trayIcons(), trayPackage()],
  external: ELECTRON,
});

/** What Electron reads of the app in a checkout: its name, which determines its data folder, and its main file. */
function trayPackage(): Plugin {
  const { name, productName, version } = manifest;
  const source = JSON.stringify({ name, productName, version, main: 'main.cjs' });
  return {
    name: 'tray-package',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source });
    },
  };
}

/** A sandboxed preload script cannot load other files. */
const trayPreload = selfContained({
  input: { preload: 'electron/preload.ts' },
  outDir: 'electron',
  external: ELECTRON,
});

/** The program of the thread that stops the listener when a session ends. */
const trayStop = selfContained({
  input: { 'stop-listener': 'electron/stop-listener.ts' },
  outDir: 'electron',
});

/** The program of `npm start`. */
const launcher = selfContained({ input: { start: 'cli/launcher/start.ts' }, external: ELECTRON });

/** The command line for the simulator: Node's modules are requested from the simulated machine. */
const simulatedProduct = selfContained({
  input: { product: 'cli/command-line-at-once.ts' },
  outDir: 'simulation',
  external: OPTIONAL_EXTRAS,
});

const simulator = inPlace({
  input: { simulate: 'simulation/simulate.ts' },
  outDir: 'simulation',
  emptyOutDir: false,
});

const bench = inPlace({
  input: {
    attack: 'bench/attack/main.ts',
    bench: 'bench/bench.ts',
    'echo-server': 'bench/echo-server.ts',
    'qm-relay': 'bench/qm-relay.ts',
    'question-loop': 'bench/instructions/question-loop.ts',
  },
  outDir: 'bench',
});

const questions: InlineConfig = {
  ...inPlace({
    input: {
      questions: 'listener/query/testing/questions.ts',
      try: 'listener/query/testing/try.ts',
      'english-words': 'listener/query/testing/print-english-words.ts',
      'question-list': 'listener/query/testing/print-question-list.ts',
    },
    outDir: 'questions',
  }),
  // The corpus is found relative to the file itself.
  define: { 'import.meta.dirname': JSON.stringify(path.join(ROOT, 'listener/query/testing')) },
};

const packages = new BundledPackages();

/** A build whose packages are listed in the notices. */
function noted(config: InlineConfig): InlineConfig {
  return { ...config, plugins: [...(config.plugins ?? []), packages.plugin()] };
}

/** A bundle that Vite builds, or a step that uses earlier output. */
type BuildStep = InlineConfig | (() => Promise<void>);

export interface BuildTarget {
  /** Its dependencies, built before it. */
  readonly needs?: readonly TargetName[];
  /** In order: a step that empties a folder precedes those that add to it. */
  readonly steps: readonly BuildStep[];
}

export const BUILDS: Readonly<Record<TargetName, BuildTarget>> = {
  product: {
    steps: [
      ...[
        entry,
        program,
        storeClient,
        speechWorker,
        logSearch,
        page,
        trayMain,
        trayPreload,
        trayStop,
        launcher,
      ].map(noted),
      async () => packages.write(),
    ],
  },
  'simulated-product': { steps: [simulatedProduct] },
  simulator: { steps: [simulator] },
  bench: { steps: [bench] },
  questions: { steps: [questions] },
  'executable-linux-x64': executable('linux-x64'),
  'executable-win-x64': executable('win-x64'),
  'windows-installer': { needs: ['executable-win-x64'], steps: [packInstaller] },
  deb: { needs: ['executable-linux-x64'], steps: [packDeb] },
};

async function packDeb(): Promise<void> {
  report(buildDeb());
}

async function packInstaller(): Promise<void> {
  report(await buildInstaller());
}

function report(file: string): void {
  console.log(`${path.relative(ROOT, file)}: ${(statSync(file).size / 1e6).toFixed(1)} MB`);
}

function executable(target: ExecutableTarget): BuildTarget {
  return { needs: ['product'], steps: [() => buildExecutable(target)] };
}

/** Escapes non-ASCII characters: with a single one, V8 stores the whole source with two bytes per character. */
function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code);
    },
  };
}

function escaped(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text of a CommonJS module as the function that Node would make of it, below the name of its content. */
function asExpression(): Plugin {
  return {
    name: 'as-expression',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = expressionOf(file.code);
    },
  };
}
