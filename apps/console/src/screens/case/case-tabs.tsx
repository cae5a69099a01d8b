import { Link, useLocation } from 'react-router';
import type { View } from '../../api/client';
import { type Permission, useMe } from '../../api/me';
import { paths } from '../../app/paths';
import classes from './case-tabs.module.css';

/** A tab of the page of a case. Add one by a line here and a route below `cases/:id`. */
interface CaseTab {
  label: string;
  to: (id: string) => string;
  needs: Permission;
}

const TABS: readonly CaseTab[] = [
  { label: 'Summary', to: paths.case, needs: 'cases.read' },
  { label: 'Alerts', to: paths.caseAlerts, needs: 'alerts.read' },
  { label: 'Accounts', to: paths.caseAccounts, needs: 'cases.read' },
  { label: 'Evidence', to: paths.caseEvidence, needs: 'enrichment.read' },
  { label: 'Attribution', to: paths.caseAttribution, needs: 'attribution.read' },
  { label: 'Claims', to: paths.caseClaims, needs: 'claims.read' },
  { label: 'Orders', to: paths.caseOrders, needs: 'orders.read' },
  { label: 'Obligations', to: paths.caseObligations, needs: 'obligations.read' },
  { label: 'Letters', to: paths.caseLetters, needs: 'letters.read' },
  { label: 'Tasks', to: paths.caseTasks, needs: 'cases.read' },
  { label: 'Notes', to: paths.caseNotes, needs: 'cases.read' },
  { label: 'Timeline', to: paths.caseTimeline, needs: 'cases.read' },
  { label: 'Files', to: paths.caseFiles, needs: 'cases.read' },
  { label: 'Entities', to: paths.caseEntities, needs: 'cases.read' },
  { label: 'Related', to: paths.caseRelated, needs: 'cases.read' },
  { label: 'Packs', to: paths.casePacks, needs: 'packs.read' },
];

/** The parts of a case. Each has an address of its own, so that it can be linked to. */
export function CaseTabs({ of }: { of: View<'CaseView'> }) {
  const { permissions } = useMe();
  const { pathname } = useLocation();
  const tabs = TABS.filter(({ needs }) => permissions.includes(needs));
  // The longest address that this one begins with: every tab lies below the summary.
  const current = tabs
    .map(({ to }) => to(of.id))
    .filter((to) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.length - a.length)[0];
  return (
    <nav aria-label="Parts of the case" className={`${classes.tabs} no-print`}>
      {tabs.map(({ label, to }) => (
        <Link
          key={label}
          to={to(of.id)}
          className={classes.tab}
          aria-current={current === to(of.id) ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
