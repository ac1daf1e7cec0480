import { z } from 'zod';

/** Before any schema is made: zod would otherwise try to compile code, which the page's policy forbids and reports. */
z.config({ jitless: true });
