import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same for whoever is given it, and does what the last rendering says. */
export function useSteady<Args extends unknown[]>(does: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(does);
  useLayoutEffect(() => {
    latest.current = does;
  });
  return useCallback((...args) => latest.current(...args), []);
}
