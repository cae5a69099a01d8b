import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import type { SigningScheme } from './webhook.entity';

/** A fresh signing key: what is stored (sealed), and what is shown. */
export interface NewSigningKey {
  key: Buffer;
  /** `whsec_…`, shown once; null for v1a, whose private key never leaves. */
  secret: string | null;
  publicKey: string | null;
}

/** Makes a signing key in the forms of Standard Webhooks 1.0.0. */
export function newSigningKey(scheme: SigningScheme): NewSigningKey {
  if (scheme === 'v1') {
    const key = randomBytes(32);
    return { key, secret: `whsec_${key.toString('base64')}`, publicKey: null };
  }
  const pair = generateKeyPairSync('ed25519');
  // The last 32 bytes of the SPKI form are the key itself.
  const raw = pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
    secret: null,
    publicKey: `whpk_${raw.toString('base64')}`,
  };
}

/** The three headers of a delivery; each key signs, the newest first. */
export function signedHeaders(
  scheme: SigningScheme,
  keys: readonly Buffer[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const content = Buffer.from(`${id}.${timestamp}.${body}`);
  const signatures = keys.map((key) => {
    const signature =
      scheme === 'v1'
        ? createHmac('sha256', key).update(content).digest()
        : sign(null, content, createPrivateKey({ key, type: 'pkcs8', format: 'der' }));
    return `${scheme},${signature.toString('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

const NONCE = 12;
const TAG = 16;

/** Encrypts with AES-256-GCM; `about` binds the text to its row, so that it cannot be put into another. */
export function seal(under: Buffer, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', under, nonce).setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** @throws Error when it was sealed under another key, about something else, or has been changed */
export function unseal(under: Buffer, sealed: Buffer, about: string): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', under, sealed.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([cipher.update(sealed.subarray(NONCE + TAG)), cipher.final()]);
}
