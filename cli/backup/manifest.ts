import { z } from 'zod';
import type { FileForm } from '../../contract/file-form.ts';
import { isEntryName, MAX_ARCHIVE_BYTES, MAX_ENTRIES } from './archive-format.ts';

export const MANIFEST_FORM: FileForm = { current: 1 };
export const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

/** A setting that was in force and is not in config.json, so that it is not in the backup. */
const ELSEWHERE = z.object({ name: z.string().max(100), source: z.string().max(300) });

export type SetElsewhere = Readonly<z.infer<typeof ELSEWHERE>>;

/** `manifest.json` of a backup. */
export const MANIFEST = z.object({
  product: z.literal('hal-listener'),
  /** Of the product that wrote it. */
  version: z.string().max(60),
  createdAt: z.iso.datetime(),
  /** As `process.platform`; the paths in the configuration are its. */
  platform: z.string().max(40),
  home: z.string().min(1).max(4_096),
  /** Every other entry, in its order. */
  entries: z
    .array(
      z.object({
        name: z.string().refine(isEntryName),
        bytes: z.number().int().nonnegative().max(MAX_ARCHIVE_BYTES),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        /** Records of a QM file. */
        records: z.number().int().nonnegative().optional(),
      }),
    )
    .max(MAX_ENTRIES),
  /** Members of config.json whose values are not in its entry: secrets, and what is no setting. */
  withheld: z.array(z.string().max(200)).max(1_000),
  elsewhere: z.array(ELSEWHERE).max(1_000),
  /** What could not be saved, for people. */
  notes: z.array(z.string().max(2_000)).max(1_000),
});

export type Manifest = Readonly<z.infer<typeof MANIFEST>>;
