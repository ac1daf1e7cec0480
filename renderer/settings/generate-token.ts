/** As many random bytes as `hal-listener config set token --generate` takes. */
const TOKEN_BYTES = 24;

/** A random token in the letters of a URL, 192 bits. */
export function generateToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
