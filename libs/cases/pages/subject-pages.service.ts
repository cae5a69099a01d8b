import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { decodeCursor, type Page, toPage } from '@app/platform';
import type { SubjectKind } from '@app/alerts';
import { Case } from '../case.entity';
import { ENTITY_KINDS } from '../case-terms';
import {
  type AccountInCase,
  type AccountTally,
  type AlertSpan,
  alertsNaming,
  alertSpan,
  casesWithAccount,
  casesWithEntity,
  type Companion,
  countCasesWithEntity,
  namedTogether,
  type NamingAlert,
  type SubjectName,
  tallyAccount,
} from './subject-pages.queries';

interface Portion {
  limit: number;
  cursor?: string;
}

/** A case in which an account is a subject. */
export interface AccountAppearance extends AccountInCase {
  case: Case;
}

/** A case that has an entity. */
export interface EntityAppearance {
  case: Case;
  addedAt: Date;
  source: 'alerts' | 'staff';
}

/** Where an account was seen. */
export interface AccountPage {
  tally: AccountTally;
  alerts: AlertSpan;
  latestCases: AccountAppearance[];
  latestAlerts: NamingAlert[];
  entities: Companion[];
}

/** Where an entity was seen. */
export interface EntityPage {
  cases: number;
  alerts: AlertSpan;
  latestCases: EntityAppearance[];
  latestAlerts: NamingAlert[];
  accounts: Companion[];
}

/** Of each kind of thing a page shows this many; the rest is a list of its own. */
const SHOWN = { limit: 20 };
const ACCOUNT: readonly SubjectKind[] = ['account'];

/** Where else an account or another thing was seen: in all cases and alerts. */
@Injectable()
export class SubjectPages {
  constructor(private readonly db: DataSource) {}

  /** An account that nobody has seen has an empty page. */
  async account(accountId: string): Promise<AccountPage> {
    const db = this.db.manager;
    const subject: SubjectName = { kind: 'account', value: accountId };
    const [tally, alerts, latestCases, latestAlerts, entities] = await Promise.all([
      tallyAccount(db, accountId),
      alertSpan(db, subject),
      this.accountCases(accountId, SHOWN),
      alertsNaming(db, subject, SHOWN),
      namedTogether(db, subject, ENTITY_KINDS, SHOWN),
    ]);
    return { tally, alerts, latestCases: latestCases.items, latestAlerts, entities };
  }

  /** An entity that nobody has seen has an empty page. */
  async entity(subject: SubjectName): Promise<EntityPage> {
    const db = this.db.manager;
    const [cases, alerts, latestCases, latestAlerts, accounts] = await Promise.all([
      countCasesWithEntity(db, subject),
      alertSpan(db, subject),
      this.entityCases(subject, SHOWN),
      alertsNaming(db, subject, SHOWN),
      namedTogether(db, subject, ACCOUNT, SHOWN),
    ]);
    return { cases, alerts, latestCases: latestCases.items, latestAlerts, accounts };
  }

  /** Cases in which an account is a subject, the latest first. */
  async accountCases(accountId: string, o: Portion): Promise<Page<AccountAppearance>> {
    const rows = await casesWithAccount(this.db.manager, accountId, portionOf(o));
    const cases = await this.cases(rows);
    return toPage(
      rows,
      o.limit,
      (row) => [row.caseId],
      (row) => ({ ...row, case: cases.get(row.caseId)! }),
    );
  }

  /** Cases that have an entity, the latest first. */
  async entityCases(subject: SubjectName, o: Portion): Promise<Page<EntityAppearance>> {
    const rows = await casesWithEntity(this.db.manager, subject, portionOf(o));
    const cases = await this.cases(rows);
    return toPage(
      rows,
      o.limit,
      (row) => [row.caseId],
      ({ caseId, ...row }) => ({ ...row, case: cases.get(caseId)! }),
    );
  }

  /** Alerts that name it, the latest first. */
  async alerts(subject: SubjectName, o: Portion): Promise<Page<NamingAlert>> {
    const rows = await alertsNaming(this.db.manager, subject, portionOf(o));
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** What is named together with it in its latest alerts: entities of an account, accounts of an entity. */
  async companions(subject: SubjectName, o: Portion): Promise<Page<Companion>> {
    const kinds = subject.kind === 'account' ? ENTITY_KINDS : ACCOUNT;
    const after = o.cursor ? { after: decodeCursor(o.cursor, 2).map(String) as [string, string] } : {};
    const rows = await namedTogether(this.db.manager, subject, kinds, { limit: o.limit + 1, ...after });
    return toPage(
      rows,
      o.limit,
      (row) => [row.kind, row.value],
      (row) => row,
    );
  }

  private async cases(rows: readonly { caseId: string }[]): Promise<Map<string, Case>> {
    const cases = await this.db.manager.findBy(Case, { id: In(rows.map((row) => row.caseId)) });
    return new Map(cases.map((one) => [one.id, one]));
  }
}

const portionOf = ({ limit, cursor }: Portion): { limit: number; before?: string } => ({
  limit: limit + 1,
  ...(cursor ? { before: String(decodeCursor(cursor, 1)[0]) } : {}),
});
