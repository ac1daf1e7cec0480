import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIENT_MESSAGES, COMMANDS, HAL_ERRORS } from '../contract/hal.ts';
import { HAL_SCHEMA } from '../listener/account/hal-schema.ts';
import { readTable } from '../listener/query/table/subject-table.ts';

const root = path.resolve(import.meta.dirname, '..');
const page = readFileSync(path.join(root, 'docs/protocol.md'), 'utf8');

describe('docs/protocol.md', () => {
  it('has a row for every message, command and error code, and for no other error code', () => {
    for (const type of Object.keys(CLIENT_MESSAGES)) {
      if (type !== 'command') expect(page).toMatch(new RegExp(`^\\| \`${type}\` \\|`, 'm'));
    }
    for (const command of COMMANDS) expect(page).toMatch(new RegExp(`\`command\`: .*\`${command}\``));
    const errors = page.slice(page.indexOf('\n## 4. '), page.indexOf('\n## 5. '));
    const codes = [...errors.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
    expect(codes.toSorted()).toEqual(Object.keys(HAL_ERRORS).toSorted());
  });

  it('names every intent of the shipped table and its action', () => {
    const table = readTable(readFileSync(path.join(root, 'listener/query/intents.json'), 'utf8'));
    for (const { intent, action } of [...table.subjects, ...table.fixed]) {
      expect(page).toContain(`\`${intent}\``);
      expect(page).toContain(`\`${action}\``);
    }
  });

  it('has every file and field, with its number and kind', () => {
    for (const [file, fields] of Object.entries(HAL_SCHEMA)) {
      const [, listed = ''] = new RegExp(`^\\| ${file} \\| (.*) \\|$`, 'm').exec(page) ?? [];
      const named = listed.replaceAll(/ ?\([^)]*\)/g, '').split(', ');
      const letters = { text: '', date: 'D', time: 'T', number: 'N' } as const;
      expect(named).toEqual(
        fields.map(
          ({ name, number, kind, multivalued }) => `${name} ${multivalued ? 'M' : letters[kind]}${number}`,
        ),
      );
    }
  });
});
