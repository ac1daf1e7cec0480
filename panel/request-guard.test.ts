import { expect, it } from 'vitest';
import { isForeignFetch, isOurHost, isOurOrigin, securityHeaders } from './request-guard.ts';

it('answers to its own names on its own port only', () => {
  expect(isOurHost({ headers: { host: '127.0.0.1:8769' } }, 8_769)).toBe(true);
  expect(isOurHost({ headers: { host: 'localhost:8769' } }, 8_769)).toBe(true);
  for (const host of [
    'evil.example:8769',
    '127.0.0.1',
    '127.0.0.1:8768',
    'localhost.evil.example:8769',
    undefined,
  ]) {
    expect(isOurHost({ headers: { host } }, 8_769)).toBe(false);
  }
});

it('compares an Origin with scheme, host and port', () => {
  const host = '127.0.0.1:8769';
  expect(isOurOrigin({ headers: { host, origin: 'http://127.0.0.1:8769' } }, 8_769)).toBe(true);
  for (const origin of [
    undefined,
    'null',
    'https://127.0.0.1:8769',
    'http://127.0.0.1:8768',
    'http://127.0.0.1',
    'http://localhost:8769',
    'http://evil.example:8769',
    'http://127.0.0.1:8769.evil.example',
  ]) {
    expect(isOurOrigin({ headers: { host, origin } }, 8_769)).toBe(false);
  }
  // DNS rebinding: both say the same, and neither is us.
  expect(
    isOurOrigin({ headers: { host: 'evil.example:8769', origin: 'http://evil.example:8769' } }, 8_769),
  ).toBe(false);
});

it('knows its address as a browser writes it on port 80', () => {
  for (const host of ['127.0.0.1', '127.0.0.1:80', 'localhost', 'LocalHost:80']) {
    expect(isOurHost({ headers: { host } }, 80)).toBe(true);
  }
  expect(isOurOrigin({ headers: { host: 'localhost', origin: 'http://localhost' } }, 80)).toBe(true);
  expect(isOurOrigin({ headers: { host: 'localhost:80', origin: 'http://localhost' } }, 80)).toBe(true);
  for (const host of ['127.0.0.1:8769', 'evil.example', '127.0.0.1.evil.example', '']) {
    expect(isOurHost({ headers: { host } }, 80)).toBe(false);
  }
  for (const origin of [
    'http://localhost:8769',
    'https://localhost',
    'http://127.0.0.1',
    'http://evil.example',
  ]) {
    expect(isOurOrigin({ headers: { host: 'localhost', origin } }, 80)).toBe(false);
  }
});

it('asks the same of a host in the request line', () => {
  const headers = { host: '127.0.0.1:8769' };
  expect(isOurHost({ headers, url: 'http://127.0.0.1:8769/' }, 8_769)).toBe(true);
  expect(isOurHost({ headers, url: 'http://evil.example:8769/' }, 8_769)).toBe(false);
});

it('knows a fetch that another site caused', () => {
  expect(isForeignFetch({ 'sec-fetch-site': 'cross-site' })).toBe(true);
  expect(isForeignFetch({ 'sec-fetch-site': 'same-site' })).toBe(true);
  expect(isForeignFetch({ 'sec-fetch-site': 'same-origin' })).toBe(false);
  expect(isForeignFetch({})).toBe(false);
});

it('allows nothing inline and nothing from elsewhere', () => {
  const policy = securityHeaders(['ws://127.0.0.1:8769'])['Content-Security-Policy'] ?? '';
  expect(policy).not.toMatch(/unsafe|\*|https?:|blob:/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8769;");
  expect(policy).toContain("frame-ancestors 'none'");
});

it('leaves the page its microphone, and nothing else of the kind to anybody', () => {
  const { 'Permissions-Policy': policy } = securityHeaders([]);
  expect(policy).toBe('camera=(), microphone=(self), geolocation=()');
});
