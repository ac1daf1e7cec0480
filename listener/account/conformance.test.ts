import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { EmbeddedAccount } from './embedded/embedded-account.ts';
import { openEmbeddedAccount } from './embedded/open.ts';
import { CONFORMANCE_FILES, describeRecorded, describeRecords, describeRows } from './testing/conformance.ts';
import { stageFiles } from './testing/stage.ts';

describe('the embedded account answers as every driver', () => {
  let home: string;
  let account: EmbeddedAccount;
  const subject = { account: () => account, prefix: '' };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'hal-conformance-'));
    account = await openEmbeddedAccount({
      folder: join(home, 'HAL'),
      name: 'HAL',
      example: false,
    });
    const createFile = (name: string) => account.createFile(name);
    await stageFiles({ account, createFile, deleteFile: async () => {} }, CONFORMANCE_FILES, '');
  });
  afterAll(async () => {
    await account.close();
    await rm(home, { recursive: true, force: true });
  });

  describeRecorded(subject);
  describeRows(subject);
  describeRecords(subject);
});
