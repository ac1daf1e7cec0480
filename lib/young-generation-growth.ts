import { setFlagsFromString } from 'node:v8';

/**
 * Sets the factor by which V8's young generation grows at most with a collection: 1 keeps it at 2 MB. Of all flags of its
 * size this is the one that V8 obeys while it runs. It belongs to what V8 compares when it reuses compiled code.
 */
export function setYoungGenerationGrowth(factor: 1 | 2): void {
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}
