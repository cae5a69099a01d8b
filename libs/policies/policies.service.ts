import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  contentHash,
  invalidInput,
  lockById,
  NotFoundError,
  onConstraint,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import type { AddVersion } from './policies.dto';
import { Policy } from './policy.entity';
import { PolicyClause } from './policy-clause.entity';
import type { Enforcement } from './policy-terms';
import { PolicyVersion } from './policy-version.entity';

/** A clause with the names of the policy and the version that it stands in. */
export interface Clause {
  id: string;
  policy: string;
  version: string;
  /** Civil date from which the version binds. */
  effectiveOn: string;
  code: string;
  title: string;
  text: string;
  violationType: string;
  enforcement: Enforcement;
}

/** A version and its clauses in their order. */
export interface VersionWithClauses {
  version: PolicyVersion;
  clauses: PolicyClause[];
}

/** A policy and its versions, the one that binds latest first. */
export interface PolicyWithVersions {
  policy: Policy;
  versions: VersionWithClauses[];
}

onConstraint('uq_policies_name', () => new ConflictError('A policy with this name exists already.'));
onConstraint(
  'uq_policy_versions_policy_id_version',
  () => new ConflictError('The policy has a version of this name already.'),
);

/** The lab's usage policies: what a case can be a breach of. */
@Injectable()
export class Policies {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws ConflictError on a name that is there */
  add(actor: Actor, name: string): Promise<Policy> {
    return this.db.transaction(async (tx) => {
      const policy = tx.create(Policy, { id: uuidv7(), name, createdAt: this.clock.now() });
      await tx.insert(Policy, policy);
      await this.audit.record(tx, actor, { action: 'policy.added', subjectId: policy.id, details: { name } });
      return policy;
    });
  }

  /** Adds a version with its clauses, for good. @throws NotFoundError, ConflictError, InvalidInputError on a code given twice */
  addVersion(actor: Actor, policyId: string, input: AddVersion): Promise<VersionWithClauses> {
    const codes = input.clauses.map((clause) => clause.code);
    const doubled = codes.findIndex((code, at) => codes.indexOf(code) !== at);
    if (doubled >= 0)
      throw invalidInput([{ pointer: `/clauses/${doubled}/code`, detail: 'stands in this version already' }]);
    return this.db.transaction(async (tx) => {
      await lockById(tx, Policy, policyId);
      const { version: name, effectiveOn } = input;
      const version = tx.create(PolicyVersion, {
        id: uuidv7(),
        policyId,
        version: name,
        effectiveOn,
        createdAt: this.clock.now(),
      });
      const clauses = input.clauses.map((clause, at) =>
        tx.create(PolicyClause, { id: uuidv7(), versionId: version.id, position: at + 1, ...clause }),
      );
      await tx.insert(PolicyVersion, version);
      await tx.insert(PolicyClause, clauses);
      await this.audit.record(tx, actor, {
        action: 'policy.version_added',
        subjectId: policyId,
        details: {
          version: name,
          effectiveOn,
          clauses: clauses.length,
          clausesDigest: contentHash(input.clauses.map((clause) => ({ ...clause }))),
        },
      });
      return { version, clauses };
    });
  }

  /** Every policy whole, by name: a lab has a handful of them. */
  async list(): Promise<PolicyWithVersions[]> {
    const { manager } = this.db;
    const policies = await manager.find(Policy, { order: { name: 'ASC' } });
    const versions = await manager.find(PolicyVersion, { order: { effectiveOn: 'DESC', id: 'DESC' } });
    const clauses = await manager.find(PolicyClause, { order: { versionId: 'ASC', position: 'ASC' } });
    const whole = versions.map((version) => ({
      version,
      clauses: clauses.filter((clause) => clause.versionId === version.id),
    }));
    return policies.map((policy) => ({
      policy,
      versions: whole.filter(({ version }) => version.policyId === policy.id),
    }));
  }

  /** The clauses with these ids, in their order. @throws NotFoundError naming those that do not exist */
  async clauses(db: EntityManager, ids: readonly string[]): Promise<Clause[]> {
    const found = await db.find(PolicyClause, {
      where: { id: In(ids) },
      relations: { version: { policy: true } },
    });
    const byId = new Map(found.map((clause) => [clause.id, clause]));
    const unknown = ids.filter((id) => !byId.has(id));
    if (unknown.length > 0) throw new NotFoundError(`No clause has the id ${unknown.join(', ')}.`);
    return ids.map((id) => toClause(byId.get(id)!));
  }
}

function toClause({ id, code, title, text, violationType, enforcement, version }: PolicyClause): Clause {
  const { version: name, effectiveOn, policy } = version!;
  return {
    id,
    policy: policy!.name,
    version: name,
    effectiveOn,
    code,
    title,
    text,
    violationType,
    enforcement,
  };
}
