/** How the last thing that was done is taken back, where it can be. */
let latest: (() => void) | undefined;

/** What was done last can be taken back so. */
export function offerUndo(takeBack: () => void): void {
  latest = takeBack;
}

/** Takes back what was done last, or this; once. @returns whether there was anything */
export function undoLatest(takeBack = latest): boolean {
  if (takeBack === latest) latest = undefined;
  takeBack?.();
  return takeBack !== undefined;
}
