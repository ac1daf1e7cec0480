// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { QrCode } from './qr-code.tsx';

it('draws the code with a light margin, and its label for those who cannot see it', () => {
  render(<QrCode text="ws://192.168.1.20:8768" label="Address for clients" size={120} />);
  const code = screen.getByRole('img', { name: 'Address for clients' });
  // 25 modules for 22 bytes, and four of margin on each side.
  expect(code.getAttribute('viewBox')).toBe('0 0 33 33');
  // The finder pattern in the corner begins behind the margin.
  expect(code.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1z/);
});

it('draws nothing for a text that needs too many modules', () => {
  const { container } = render(<QrCode text={'x'.repeat(400)} label="Address" size={120} />);
  expect(container.childElementCount).toBe(0);
});
