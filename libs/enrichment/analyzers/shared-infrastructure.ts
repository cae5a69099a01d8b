import { defineAnalyzer } from '../analyzer';
import { sharedThings } from '../sharing/shared-things';

const RULES = {
  /** Exchanges of a template that is looked at; more only spares work. */
  repeats: 1,
  ownersAtLeast: 3,
  liftAtLeast: 5,
  outsideAtMost: 0.05,
  /** A card with a named account is still the operator's where a dozen of its accounts are not known yet. */
  cardLiftAtLeast: 3,
};

/**
 * Finds what the accounts of the case have in common that others do not: first near-duplicate prompt templates, then
 * payment instruments, e-mail domains, networks and client fingerprints, each weighted by how rare it is. Detectors
 * name innocents too, and only a part of a campaign: so the ties are those of the core, the accounts inside the case
 * and outside whose traffic plainly is the campaign's. Without shared templates the core is the case.
 */
export const sharedInfrastructure = defineAnalyzer({
  name: 'shared-infrastructure',
  version: 13,
  question: 'What do the accounts of the case share that others do not?',
  defaults: RULES,
  async run(context) {
    const { accounts, parameters } = context;
    return { result: { ...(await sharedThings(context, accounts, parameters)), rule: parameters } };
  },
});
