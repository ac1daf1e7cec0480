/** The product's sign: a voice, listened to. */
export function Logo() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" style={{ flexShrink: 0 }}>
      <rect width="32" height="32" rx="8" fill="#0f6c78" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M9 13.5v5M13.7 9.5v13M18.4 12v8M23 14.5v3" />
      </g>
    </svg>
  );
}
