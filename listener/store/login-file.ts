const MAX_PASSWORD_LENGTH = 1_024;

/** The password in a file, without its line end. @throws Error with the reason; it never contains the password */
export function parsePassword(text: string): string {
  const password = text.replace(/\r?\n$/, '');
  if (password === '') throw new Error('it is empty');
  if (password.length > MAX_PASSWORD_LENGTH || /\p{Cc}/u.test(password)) {
    throw new Error(
      `a password has 1 to ${MAX_PASSWORD_LENGTH} characters, without line breaks or control characters`,
    );
  }
  return password;
}
