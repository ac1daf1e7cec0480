/** Ours, and none of a QM process's business: they change how node starts, or are secrets. */
const WITHHELD = /^NODE_OPTIONS$|^ELECTRON_RUN_AS_NODE$|PASSWORD|TOKEN|SECRET|^ASSIST_KEY/i;

/** The environment a QM process gets: ours without what would leak or bend it. */
export function childEnvironment(ours: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(ours).filter(([name]) => !WITHHELD.test(name)));
}
