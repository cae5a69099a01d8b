import type { Permission } from '../api/me';
import { paths } from './paths';

/** An area of the console: its link in the navigation and the keys that go there. */
export interface Area {
  label: string;
  to: string;
  /** Pressed one after the other. */
  keys: string;
  /** Shown only to whoever may read it. */
  needs: Permission;
  /** What belongs to it and is shown below it while somebody is in one of them. */
  parts?: readonly Area[];
}

/** Areas that belong together, under a heading. */
export interface AreaGroup {
  label: string;
  areas: readonly Area[];
}

/** What stands beside the alerts: searches that are kept, what is muted, and what could not be read. */
const BESIDE_INBOX: readonly Area[] = [
  { label: 'Saved views', to: paths.views, keys: 'g v', needs: 'alerts.read' },
  { label: 'Muting rules', to: paths.mutingRules, keys: 'g m', needs: 'alerts.read' },
  { label: 'Dead letters', to: paths.deadLetters, keys: 'g d', needs: 'alerts.read' },
];

/** All areas in the order in which they are shown. */
const AREA_GROUPS: readonly AreaGroup[] = [
  {
    label: 'Work',
    areas: [
      { label: 'Home', to: paths.home, keys: 'g h', needs: 'cases.read' },
      { label: 'Inbox', to: paths.inbox, keys: 'g i', needs: 'alerts.read', parts: BESIDE_INBOX },
      { label: 'Proposals', to: paths.proposals, keys: 'g p', needs: 'cases.read' },
      { label: 'Cases', to: paths.cases, keys: 'g c', needs: 'cases.read' },
      { label: 'Orders', to: paths.orders, keys: 'g o', needs: 'orders.read' },
      { label: 'Obligations', to: paths.obligations, keys: 'g b', needs: 'obligations.read' },
      { label: 'Letters', to: paths.letters, keys: 'g l', needs: 'letters.read' },
    ],
  },
  {
    label: 'Evidence',
    areas: [{ label: 'Usage', to: paths.usage, keys: 'g u', needs: 'usage.read' }],
  },
  {
    label: 'Oversight',
    areas: [
      { label: 'KPIs', to: paths.kpis, keys: 'g k', needs: 'cases.read' },
      { label: 'Administration', to: paths.admin, keys: 'g a', needs: 'cases.read' },
    ],
  },
];

/** Of all areas, those that somebody with these rights may read. */
export function areasFor(permissions: readonly Permission[]): AreaGroup[] {
  const readable = (areas: readonly Area[]): Area[] =>
    areas
      .filter(({ needs }) => permissions.includes(needs))
      .map((area) => ({ ...area, parts: readable(area.parts ?? []) }));
  return AREA_GROUPS.map((group) => ({ ...group, areas: readable(group.areas) })).filter(
    ({ areas }) => areas.length > 0,
  );
}

/** Areas with their parts, one after the other. */
export const flat = (areas: readonly Area[]): Area[] =>
  areas.flatMap((area) => [area, ...flat(area.parts ?? [])]);
