import type { TemplateFamily } from './template-families';

/** Who uses a family, inside the case and outside it. Owners are organisations, or accounts that belong to none. */
export interface FamilyUse {
  ownersInside: number;
  ownersOutside: number;
  exchangesInside: number;
  exchangesOutside: number;
}

/** How many owners there are to use anything. */
export interface Population {
  ownersInside: number;
  ownersOutside: number;
}

/** When a family counts as the campaign's. */
export interface FamilyRule {
  /** Owners of the case that must use it: a skeleton that one customer uses everywhere is that customer's own. */
  ownersAtLeast: number;
  /** How many times more common it must be among the case's owners than among the others. */
  liftAtLeast: number;
  /** Share of the owners outside that may use it at most; what everybody uses is public. */
  outsideAtMost: number;
}

/** A template family with its users. */
export interface JudgedFamily extends TemplateFamily, FamilyUse {
  /** Share of the case's owners that use it divided by the same share outside; null when nobody outside does. */
  lift: number | null;
  isCampaign: boolean;
}

/** Judges a family: used by several owners of the case and hardly by anyone outside. */
export function judgeFamily(
  family: TemplateFamily,
  use: FamilyUse,
  population: Population,
  rule: FamilyRule,
): JudgedFamily {
  const inside = use.ownersInside / Math.max(1, population.ownersInside);
  const outside = use.ownersOutside / Math.max(1, population.ownersOutside);
  const lift = outside > 0 ? inside / outside : null;
  const isCampaign =
    use.ownersInside >= rule.ownersAtLeast &&
    outside <= rule.outsideAtMost &&
    (lift === null || lift >= rule.liftAtLeast);
  return { ...family, ...use, lift: lift === null ? null : Math.round(lift * 100) / 100, isCampaign };
}
