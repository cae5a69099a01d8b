import { Injectable } from '@nestjs/common';
import { contentHash } from '@app/platform';
import { UsageEngine } from './usage-engine';

/** What the members of a set are. The hash does not tell; this is for people who read the table. */
export type MemberKind =
  | 'accounts'
  | 'keys'
  | 'template families'
  | 'template uses'
  | 'bands'
  | 'kits'
  | 'networks'
  | 'fingerprints'
  | 'instruments'
  | 'domains'
  | 'moments';

/** Sets that queries name by their hash: 25,000 accounts are a parameter of 64 characters. */
@Injectable()
export class MemberSets {
  constructor(private readonly engine: UsageEngine) {}

  /**
   * Stores a set once; order and repeats do not matter. Queries say
   * `account_id IN (SELECT member FROM account_sets WHERE set_hash = {accounts:String})`.
   * @returns SHA-256 of the canonical JSON array of the sorted members
   */
  async ensure(kind: MemberKind, ids: readonly string[]): Promise<string> {
    const members = [...new Set(ids)].sort();
    const hash = contentHash(members);
    const [there] = await this.engine.query<{ n: string }>(
      'SELECT uniqExact(member) AS n FROM account_sets WHERE set_hash = {hash:String}',
      { hash },
    );
    if (Number(there!.n) === members.length) return hash;
    const rows = members.map((member) => JSON.stringify({ set_hash: hash, member, kind })).join('\n');
    await this.engine.insert('INSERT INTO account_sets FORMAT JSONEachRow', Buffer.from(rows));
    return hash;
  }
}
