import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { figure } from '@app/platform';
import type { Actor } from '@app/audit';
import { AccountActs, type Added, CaseAccounts } from '@app/cases';
import { NoAccountsFoundError } from './enrichment.problems';
import type { AccountSuggestion } from './evidence-rows';
import type { Finding } from './finding.entity';
import { accountsOfFinding, candidatesOfFinding, type FoundAccount } from './finding-accounts.queries';
import { Findings } from './findings.service';

/** What people take from findings into their cases: accounts, and shares of traffic. */
@Injectable()
export class FindingAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly findings: Findings,
    private readonly accounts: CaseAccounts,
    private readonly acts: AccountActs,
  ) {}

  /**
   * Lists in its case the accounts of which a finding tells, or those for which it suggests this.
   * @throws NotFoundError, CaseClosedError, NoAccountsFoundError
   */
  async list(actor: Actor, findingId: string, suggestion?: AccountSuggestion): Promise<Added> {
    const { finding, found } = await this.found(findingId, suggestion);
    return this.accounts.add(actor, finding.caseId, {
      kind: suggestion ? 'suggestion' : 'finding',
      accountIds: found.map((one) => one.accountId),
      source: suggestion ? `${finding.analyzer}: ${suggestion}` : finding.analyzer,
      ref: finding.id,
    });
  }

  /**
   * Lists candidates of a finding in its case: those that a person chose.
   * @throws NotFoundError, CaseClosedError, NoAccountsFoundError when one is no candidate of it any more
   */
  async listCandidates(actor: Actor, findingId: string, accountIds: readonly string[]): Promise<Added> {
    const { id, caseId, analyzer } = await this.findings.byId(findingId);
    const chosen = [...new Set(accountIds)];
    const found = await candidatesOfFinding(this.db.manager, { caseId, findingId: id }, chosen);
    const gone = chosen.length - found.length;
    if (gone > 0)
      throw new NoAccountsFoundError(
        `${figure(gone)} of the ${figure(chosen.length)} are no candidates of this finding, or a later one has taken its place.`,
      );
    return this.accounts.add(actor, caseId, {
      kind: 'suggestion',
      accountIds: found,
      source: `${analyzer}: candidate`,
      ref: id,
    });
  }

  /**
   * Takes from a finding how much of the traffic of accounts belongs to the campaign; accounts without traffic are
   * left out. @throws NotFoundError, CaseClosedError, NoAccountsFoundError
   */
  async takeShares(
    actor: Actor,
    findingId: string,
    suggestion?: AccountSuggestion,
  ): ReturnType<AccountActs['setShares']> {
    const { finding, found } = await this.found(findingId, suggestion);
    const shares = found.filter((one) => one.share !== null);
    if (shares.length === 0) throw new NoAccountsFoundError('The finding counted no shares of traffic.');
    const basis = `Exchanges in campaign families, finding ${finding.id} (${finding.analyzer}, version ${finding.version})`;
    return this.acts.setShares(actor, finding.caseId, shares, basis);
  }

  private async found(
    findingId: string,
    suggestion?: AccountSuggestion,
  ): Promise<{ finding: Finding; found: FoundAccount[] }> {
    const finding = await this.findings.byId(findingId);
    const { caseId } = finding;
    const found = await accountsOfFinding(this.db.manager, { caseId, findingId }, suggestion);
    if (found.length === 0)
      throw new NoAccountsFoundError(
        'The finding tells of no such account, or a later one has taken its place.',
      );
    return { finding, found };
  }
}
