const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => NAMED[sign] ?? sign);
}

/** The text of every element of that name, in order. For files of our own form: no attributes, no nesting. */
export function elementTexts(xml: string, name: string): string[] {
  const signs = new Map(Object.entries(NAMED).map(([sign, entity]) => [entity, sign]));
  return Array.from(xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g')), ([, text = '']) =>
    text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => signs.get(entity) ?? entity),
  );
}
