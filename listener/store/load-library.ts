import { getAsset, isSea } from 'node:sea';

type Library = typeof import('./library-client.ts');

/** The library's file, beside the program or among an executable's assets. */
const FILE = 'store-client.cjs';

/** Loads the client library of the session store. @throws Error if its file is missing */
export async function loadLibrary(): Promise<Library> {
  return isSea() ? compileLibrary(getAsset(FILE, 'utf8')) : await import('./library-client.ts');
}

/** An executable has no modules but Node's own and its program. */
function compileLibrary(text: string): Library {
  // Not imported, since only executables need it.
  const { compileFunction } = process.getBuiltinModule('node:vm');
  const library = {};
  compileFunction(text, ['exports', 'require'], { filename: FILE })(library, (name: string) =>
    process.getBuiltinModule(name),
  );
  return library as Library;
}
