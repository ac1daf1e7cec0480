/**
 * How a word sounds, roughly: "okafer" as Okafor, "lite" as light, "metphormin" as metformin. The first vowel counts
 * as it is, for Miller is no Müller; of the others only that there is one.
 */
export function soundOf(word: string): string {
  const consonants = word
    .replace(/(.)\1+/gu, '$1')
    .replace(/^mc/, 'mac')
    .replace(/^kn/, 'n')
    .replace(/^wr/, 'r')
    .replace(/^x/, 's')
    .replace(/ght/g, 't')
    .replace(/ph/g, 'f')
    .replace(/sch/g, 's')
    .replace(/ch/g, '7')
    .replace(/sh/g, '8')
    .replace(/th/g, '9')
    .replace(/ck/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/[cq]/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/dt$/, 't')
    .replace(/v$/, 'f')
    .replace(/(.)h/g, '$1')
    .replace(/y/g, 'i')
    .replace(/(.)e$/, '$1')
    .replace(/(.)\1+/gu, '$1');
  const [first = ''] = consonants.match(/[aeiou]+/) ?? [];
  const at = consonants.indexOf(first) + first.length;
  return first === ''
    ? consonants
    : `${consonants.slice(0, at - first.length)}${vowelOf(first)}${consonants.slice(at).replace(/[aeiou]+/g, '*')}`;
}

function vowelOf(group: string): string {
  if (/^(?:ee|ea|ie|ei)$/.test(group)) return 'i';
  if (/^(?:oo|ou|ue|eu)$/.test(group)) return 'u';
  return group[0] ?? '';
}
