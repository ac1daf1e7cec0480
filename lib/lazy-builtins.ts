/**
 * Modules of Node that take long to load and that few runs of a program use: 2 to 10 ms each, a third of a start. A
 * bundle requires all of its builtins in its first lines; these are loaded when they are first used.
 */
const LAZY: ReadonlySet<string> = new Set(
  [
    'child_process',
    'crypto',
    'dns',
    'http',
    'https',
    'net',
    'perf_hooks',
    'readline/promises',
    'tls',
    'worker_threads',
    'zlib',
  ].flatMap((name) => [name, `node:${name}`]),
);

/** `require` that gives of some of Node's modules an object that loads them when a property of it is asked for. */
export function withLazyBuiltins(require: (id: string) => unknown): (id: string) => unknown {
  return (id) => (LAZY.has(id) ? lazy(() => require(id) as object) : require(id));
}

function lazy(load: () => object): object {
  let loaded: object | undefined;
  const module = (): object => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(Object.create(null), {
    get: (_target, name) => Reflect.get(module(), name),
    has: (_target, name) => Reflect.has(module(), name),
    ownKeys: () => Reflect.ownKeys(module()),
    getOwnPropertyDescriptor: (_target, name) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(module(), name);
      // A proxy may not claim a fixed property that its target lacks.
      return descriptor && { ...descriptor, configurable: true };
    },
  });
}
