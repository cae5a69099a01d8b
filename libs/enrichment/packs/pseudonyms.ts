import { createHmac } from 'node:crypto';
import { canonicalJson } from '@app/platform';

/** 96 bits: among a million accounts two the same are as good as impossible. */
const LENGTH = 24;
const FORM = /^P-[0-9a-f]{24}$/;

/**
 * Names accounts for one recipient of one case: the same account by the same name in each of its packs, and by another
 * for anybody else. Without the installation's key nobody can tell which account it is, nor whether two recipients hold
 * the same one.
 */
export class Pseudonyms {
  private readonly key: Buffer;

  constructor(installationKey: Buffer, caseId: string, recipientKey: string) {
    const purpose = canonicalJson({ purpose: 'pseudonyms of an evidence pack', caseId, recipientKey });
    this.key = createHmac('sha256', installationKey).update(purpose).digest();
  }

  /** HMAC-SHA256 of the account's id under the recipient's key. */
  of(accountId: string): string {
    return `P-${createHmac('sha256', this.key).update(accountId).digest('hex').slice(0, LENGTH)}`;
  }
}

/** Whether a text has the form of a pseudonym. */
export const isPseudonym = (text: string): boolean => FORM.test(text);
