const SCHEME = 'data-mantine-color-scheme';

/** Prints in the light scheme, whichever the screen has: paper is white. */
export function printLight(): void {
  const root = document.documentElement;
  let onScreen: string | null = null;
  window.matchMedia('print').addEventListener('change', ({ matches }) => {
    if (matches) {
      onScreen = root.getAttribute(SCHEME);
      root.setAttribute(SCHEME, 'light');
    } else if (onScreen !== null) root.setAttribute(SCHEME, onScreen);
  });
}
