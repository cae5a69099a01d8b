/** The nonce of this page, under which styles may be added while it runs. @see apps/api/console.ts */
export const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// react-remove-scroll, which Mantine's dialogs lock the page with, asks here.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce();
