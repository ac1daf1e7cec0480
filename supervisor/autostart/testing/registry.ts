import { type RunTool, ToolError } from '../../platform/run-tool.ts';

/** A value as `reg query` shows it: type and data. */
type Value = readonly [type: string, data: string];

const MISSING = 'FEHLER: Der angegebene Registrierungsschlüssel oder -wert wurde nicht gefunden.';
const DENIED = 'FEHLER: Zugriff verweigert';

/**
 * A registry in memory with reg.exe of a German Windows, in the form that Wine 8 and Windows print. A failure tells by its
 * words only whether a key is missing or refused, as on Windows.
 */
export class FakeRegistry {
  readonly keys = new Map<string, Map<string, Value>>();
  /** Keys that cannot be read. */
  readonly denied = new Set<string>();
  readonly ran: string[] = [];
  /** Whether no change is allowed. */
  isReadOnly = false;

  /** Creates a key with its parents. */
  key(path: string): Map<string, Value> {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('\\')));
    if (parent !== '') this.key(parent);
    const values = this.keys.get(path) ?? new Map<string, Value>();
    this.keys.set(path, values);
    return values;
  }

  readonly run: RunTool = async (program, args) => {
    this.ran.push([program, ...args].join(' '));
    const [verb, key = ''] = args;
    const name = args[args.indexOf('/v') + 1] ?? '';
    if (verb === 'query') return this.#query(key, args.includes('/v') ? name : undefined);
    if (this.isReadOnly) throw new ToolError(DENIED, 1);
    if (verb === 'add') {
      const data = args[args.indexOf('/d') + 1] ?? '';
      this.key(key).set(name, [args[args.indexOf('/t') + 1] ?? 'REG_SZ', data]);
    } else if (this.keys.get(key)?.delete(name) !== true) throw new ToolError(MISSING, 1);
    return 'Der Vorgang wurde erfolgreich beendet.\r\n';
  };

  #query(key: string, name: string | undefined): string {
    if (this.denied.has(key)) throw new ToolError(DENIED, 1);
    const values = this.keys.get(key);
    if (values === undefined) throw new ToolError(MISSING, 1);
    const shown = [...values].filter(([one]) => name === undefined || one === name);
    if (name !== undefined && shown.length === 0) throw new ToolError(MISSING, 1);
    const below = [...this.keys.keys()].filter((one) => one.startsWith(`${key}\\`));
    const children = below.filter((one) => !one.slice(key.length + 1).includes('\\'));
    return [
      '',
      wholePath(key),
      ...shown.map(([one, [type, data]]) => `    ${one}    ${type}    ${data}`),
      '',
      ...(name === undefined ? children.map(wholePath) : []),
      '',
    ].join('\r\n');
  }
}

function wholePath(key: string): string {
  return key.replace(/^HKCU/, 'HKEY_CURRENT_USER').replace(/^HKLM/, 'HKEY_LOCAL_MACHINE');
}
