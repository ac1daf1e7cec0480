import type { SettingEdit, SettingView } from '../../contract/panel-settings.ts';

/** What a person says about a QM. An empty field leaves the setting as it is. */
export interface QmForm {
  /** Path of the qm program on this machine; empty: found by itself. */
  readonly program: string;
  /** Of a QM server; empty: this machine. */
  readonly host: string;
  readonly port: string;
  readonly account: string;
  readonly user: string;
  readonly password: string;
}

const FIELDS: Readonly<Record<Exclude<keyof QmForm, 'password'>, string>> = {
  program: 'qmProgram',
  host: 'qmHost',
  port: 'qmPort',
  account: 'qmAccount',
  user: 'qmUsername',
};

/** Values of optional settings that mean nothing is set. */
const UNSET = 'none';

/** The form as the settings have it. A password is never read back. */
export function formOf(settings: readonly SettingView[]): QmForm {
  const valueNamed = (name: string): string => {
    const value = settings.find((setting) => setting.name === name)?.value ?? '';
    return value === UNSET ? '' : value;
  };
  return {
    program: valueNamed(FIELDS.program),
    host: valueNamed(FIELDS.host),
    port: valueNamed(FIELDS.port),
    account: valueNamed(FIELDS.account),
    user: valueNamed(FIELDS.user),
    password: '',
  };
}

/**
 * What the form changes in the settings.
 *
 * @param driver the way that was chosen; undefined for a test of every way
 */
export function editsOf(
  form: QmForm,
  settings: readonly SettingView[],
  driver?: string,
): readonly SettingEdit[] {
  const before = formOf(settings);
  const fields = Object.entries(FIELDS) as readonly (readonly [keyof typeof FIELDS, string])[];
  return [
    ...fields.flatMap(([field, name]) => {
      const typed = form[field].trim();
      return typed === before[field] ? [] : [{ name, value: typed === '' ? null : typed }];
    }),
    ...(form.password === '' ? [] : [{ name: 'qmPassword', value: form.password }]),
    ...(driver === undefined ? [] : [{ name: 'driver', value: driver }]),
  ];
}

/** How the listener gets its records now. */
export function dataState(settings: readonly SettingView[], isExample: boolean): string {
  const valueNamed = (name: string): string => settings.find((setting) => setting.name === name)?.value ?? '';
  if (valueNamed('driver') === 'embedded') {
    return isExample
      ? 'No QM is configured: the listener answers from invented example records.'
      : 'No QM is configured: the listener answers from its embedded account.';
  }
  const host = valueNamed('qmHost');
  const where = host === '' || host === UNSET ? 'on this machine' : `on ${host}`;
  return `Account ${valueNamed('qmAccount')} of QM ${where}, by ${valueNamed('driver')}.`;
}
