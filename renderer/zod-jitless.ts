import { z } from 'zod';

/** Must run before any schema is created: zod would otherwise compile code, which the page's CSP forbids and reports. */
z.config({ jitless: true });
