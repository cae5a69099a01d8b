import { createTheme, type CSSVariablesResolver, type MantineColor } from '@mantine/core';

/** The `header` of a dialog is no banner of the page. */
const DIALOG = {
  closeButtonProps: { 'aria-label': 'Close' },
  attributes: { header: { role: 'presentation' } },
};

/** Mantine with contrast of at least 4.5 to 1 for text in both schemes (WCAG 2.2 AA). */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, "Liberation Mono", monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    // A dialog goes at once: while it faded it would have the keys still, and say what is no longer so.
    Modal: { defaultProps: { ...DIALOG, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: DIALOG },
    // A menu is a part of the landmark that it is opened in, and holds nothing but its items.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    // A list of choices opens when it is asked for: a dialog that begins with one would be covered by it.
    Select: { defaultProps: { openOnFocus: false } },
    MultiSelect: { defaultProps: { openOnFocus: false } },
    TagsInput: { defaultProps: { openOnFocus: false } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      // Below a title Mantine has it paler than can be read.
      styles: { description: { color: 'var(--mantine-color-text)' } },
    },
  },
});

const COLORS: MantineColor[] = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'grape'];

const onLight = (shade: number): [string, string][] =>
  COLORS.map((color) => [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-${shade})`]);

/** White on Mantine's own orange cannot be read. */
const FILLED = {
  '--mantine-color-orange-filled': '#c2410c',
  '--mantine-color-orange-filled-hover': '#9a3412',
};

/** Mantine's own choices for quiet text, placeholders, errors and tinted badges fall short of AA. */
export const contrast: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...FILLED,
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    ...Object.fromEntries(onLight(9)),
    '--mantine-color-yellow-light-color': '#7a4f00',
    '--mantine-color-orange-light-color': '#9c3a00',
    '--mantine-color-green-light-color': '#1e6b2e',
    '--mantine-color-teal-light-color': '#06624a',
  },
  dark: {
    ...FILLED,
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    ...Object.fromEntries(onLight(2)),
  },
});
