import { connectionGrowth } from '../growth/connections.ts';
import { logGrowth } from '../growth/logs.ts';
import { recordGrowth } from '../growth/records.ts';
import { sessionGrowth } from '../growth/sessions.ts';
import { waitingGrowth } from '../growth/waiting.ts';
import type { BenchContext, Row } from '../row.ts';

/** How each quantity grows with its size: nothing may grow faster than in proportion, and most not at all. */
export async function growth(context: BenchContext): Promise<readonly Row[]> {
  return [
    ...(await connectionGrowth(context)),
    ...(await recordGrowth(context)),
    ...(await logGrowth(context)),
    ...(await waitingGrowth(context)),
    ...(await sessionGrowth(context)),
  ];
}
