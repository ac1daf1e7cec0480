import { useEffect, useState } from 'react';

/** Milliseconds since the epoch; renders again once a second, so that "since" counts on. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
