/** The intent of a file's subject, as `TOOL_LOAN` of `tool.loan`; empty where there is no letter. */
export function subjectName(file: string): string {
  return file
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replace(/^[_0-9]+/, '')
    .replace(/_$/, '');
}

/** A subject of a file to begin with; its fields have to be named. */
export function newSubject(intent: string): string {
  const file = intent.replaceAll('_', '.');
  const words = intent.toLowerCase().replaceAll('_', ' ');
  const subject = {
    intent,
    action: `${intent.toLowerCase()}_query`,
    topic: `your ${words} records`,
    file,
    noun: [words, `${words} records`],
    words: [words],
    fields: ['NAME'],
    name: '{NAME}',
    item: '{NAME}',
    entities: [{ kind: 'name', fields: ['NAME'], say: 'of {}', behind: ['of'], names: true }],
  };
  return JSON.stringify(subject, null, 2);
}
