import { expect, it } from 'vitest';
import { securityHeaders } from './request-guard.ts';

it('allows nothing inline and nothing from elsewhere', () => {
  const policy = securityHeaders(['ws://127.0.0.1:8769'])['Content-Security-Policy'] ?? '';
  expect(policy).not.toMatch(/unsafe|\*|https?:|blob:/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8769;");
  expect(policy).toContain("frame-ancestors 'none'");
});
