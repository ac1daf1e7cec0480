import { ConfigError } from '../config.ts';

/** The message of the ConfigError with which a configuration is refused; `none` if it is accepted. */
export function configProblem(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}
