/** Where a section is in memory and in the file: the only one there is. */
const RVA = 0x1000;
const FILE_OFFSET = 0x200;
const PE_OFFSET = 0x40;
const OPTIONAL_BYTES = 224;
const EXPORT_DIRECTORY_BYTES = 40;

/**
 * A 32-bit Windows library that exports names and does nothing: as much of an NSIS plugin as makensis looks at, which checks
 * that what a script calls is there (https://learn.microsoft.com/en-us/windows/win32/debug/pe-format).
 */
export function stubPlugin(names: readonly string[]): Uint8Array {
  const section = exportSection([...names].sort());
  const file = Buffer.alloc(FILE_OFFSET + section.length);
  file.write('MZ', 0, 'latin1');
  file.writeUInt32LE(PE_OFFSET, 0x3c);
  file.write('PE\0\0', PE_OFFSET, 'latin1');
  const coff = PE_OFFSET + 4;
  // Intel 386, one section, size of the optional header, a library for 32 bits.
  file.writeUInt16LE(0x14c, coff);
  file.writeUInt16LE(1, coff + 2);
  file.writeUInt16LE(OPTIONAL_BYTES, coff + 16);
  file.writeUInt16LE(0x2102, coff + 18);
  const optional = coff + 20;
  // PE32, base, alignments, size in memory, size of the headers, Windows GUI, sixteen directories of which one is used.
  file.writeUInt16LE(0x10b, optional);
  file.writeUInt32LE(0x10000000, optional + 28);
  file.writeUInt32LE(0x1000, optional + 32);
  file.writeUInt32LE(0x200, optional + 36);
  file.writeUInt32LE(RVA + 0x1000, optional + 56);
  file.writeUInt32LE(FILE_OFFSET, optional + 60);
  file.writeUInt16LE(2, optional + 68);
  file.writeUInt32LE(16, optional + 92);
  file.writeUInt32LE(RVA, optional + 96);
  file.writeUInt32LE(section.length, optional + 100);
  const header = optional + OPTIONAL_BYTES;
  file.write('.edata', header, 'latin1');
  file.writeUInt32LE(section.length, header + 8);
  file.writeUInt32LE(RVA, header + 12);
  file.writeUInt32LE(section.length, header + 16);
  file.writeUInt32LE(FILE_OFFSET, header + 20);
  file.writeUInt32LE(0x40000040, header + 36);
  section.copy(file, FILE_OFFSET);
  return file;
}

/** The list of exports: addresses, names, and which name has which address. */
function exportSection(names: readonly string[]): Buffer {
  const functions = EXPORT_DIRECTORY_BYTES;
  const pointers = functions + 4 * names.length;
  const ordinals = pointers + 4 * names.length;
  let text = ordinals + 2 * names.length;
  const texts = names.map((name) => Buffer.from(`${name}\0`, 'latin1'));
  const section = Buffer.alloc(text + texts.reduce((bytes, one) => bytes + one.length, 0));
  section.writeUInt32LE(1, 16);
  section.writeUInt32LE(names.length, 20);
  section.writeUInt32LE(names.length, 24);
  for (const [at, place] of [functions, pointers, ordinals].entries())
    section.writeUInt32LE(RVA + place, 28 + 4 * at);
  for (const [index, name] of texts.entries()) {
    section.writeUInt32LE(RVA, functions + 4 * index);
    section.writeUInt32LE(RVA + text, pointers + 4 * index);
    section.writeUInt16LE(index, ordinals + 2 * index);
    name.copy(section, text);
    text += name.length;
  }
  return section;
}
