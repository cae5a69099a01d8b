import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { newSigningKey, seal, signedHeaders, unseal } from './signing';

const message = {
  id: '01920000-0000-7000-8000-000000000001',
  at: new Date(),
  body: '{"type":"case.opened"}',
};

describe('signing', () => {
  it('satisfies whoever verifies v1 by the standard, with the old and the new secret', () => {
    const [older, newer] = [newSigningKey('v1'), newSigningKey('v1')];
    const headers = signedHeaders('v1', [newer.key, older.key], message);
    for (const { secret } of [older, newer])
      expect(new Webhook(secret!).verify(message.body, headers)).toEqual({ type: 'case.opened' });
    expect(() => new Webhook(newSigningKey('v1').secret!).verify(message.body, headers)).toThrow();
    expect(() => new Webhook(newer.secret!).verify(`${message.body} `, headers)).toThrow();
  });

  it('satisfies whoever verifies v1a with the public key alone', () => {
    const { key, secret, publicKey } = newSigningKey('v1a');
    expect(secret).toBeNull();
    const headers = signedHeaders('v1a', [key], message);
    const [scheme, signature] = headers['webhook-signature']!.split(',');
    const x = Buffer.from(publicKey!.slice('whpk_'.length), 'base64').toString('base64url');
    const peer = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const content = `${message.id}.${headers['webhook-timestamp']}.${message.body}`;
    expect(scheme).toBe('v1a');
    expect(verify(null, Buffer.from(content), peer, Buffer.from(signature!, 'base64'))).toBe(true);
  });

  it('keeps secrets so that another key, another row or a changed bit opens nothing', () => {
    const [under, plain] = [randomBytes(32), randomBytes(48)];
    const sealed = seal(under, plain, 'row-1');
    expect(unseal(under, sealed, 'row-1')).toEqual(plain);
    expect(sealed.includes(plain.subarray(0, 8))).toBe(false);
    expect(() => unseal(randomBytes(32), sealed, 'row-1')).toThrow();
    expect(() => unseal(under, sealed, 'row-2')).toThrow();
    sealed[40]! ^= 1;
    expect(() => unseal(under, sealed, 'row-1')).toThrow();
  });
});
