import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import type { View } from '../../api/client';
import { type Permission, useMe } from '../../api/me';
import { paths } from '../../app/paths';
import classes from './case-tabs.module.css';

/** A tab of the page of a case. Add one by a line here or under `MORE`, and a route below `cases/:id`. */
interface CaseTab {
  label: string;
  to: (id: string) => string;
  needs: Permission;
}

/** What a case is worked in; at 1024 pixels they fill one line, with the way to the rest at its end. */
const TABS: readonly CaseTab[] = [
  { label: 'Summary', to: paths.case, needs: 'cases.read' },
  { label: 'Accounts', to: paths.caseAccounts, needs: 'cases.read' },
  { label: 'Evidence', to: paths.caseEvidence, needs: 'enrichment.read' },
  { label: 'Claims', to: paths.caseClaims, needs: 'claims.read' },
  { label: 'Orders', to: paths.caseOrders, needs: 'orders.read' },
  { label: 'Obligations', to: paths.caseObligations, needs: 'obligations.read' },
  { label: 'Letters', to: paths.caseLetters, needs: 'letters.read' },
  { label: 'Tasks', to: paths.caseTasks, needs: 'cases.read' },
  { label: 'Notes', to: paths.caseNotes, needs: 'cases.read' },
  { label: 'Timeline', to: paths.caseTimeline, needs: 'cases.read' },
  { label: 'Files', to: paths.caseFiles, needs: 'cases.read' },
];

/** What is looked up now and then. */
const MORE: readonly CaseTab[] = [
  { label: 'Alerts', to: paths.caseAlerts, needs: 'alerts.read' },
  { label: 'Attribution', to: paths.caseAttribution, needs: 'attribution.read' },
  { label: 'Entities', to: paths.caseEntities, needs: 'cases.read' },
  { label: 'Related', to: paths.caseRelated, needs: 'cases.read' },
  { label: 'Packs', to: paths.casePacks, needs: 'packs.read' },
];

/** The parts of a case. Each has an address of its own, so that it can be linked to. */
export function CaseTabs({ of }: { of: View<'CaseView'> }) {
  const { permissions } = useMe();
  const { pathname } = useLocation();
  const mayRead = ({ needs }: CaseTab): boolean => permissions.includes(needs);
  const [tabs, more] = [TABS.filter(mayRead), MORE.filter(mayRead)];
  // The longest address that this one begins with: every tab lies below the summary.
  const current = [...tabs, ...more]
    .filter(({ to }) => pathname === to(of.id) || pathname.startsWith(`${to(of.id)}/`))
    .sort((a, b) => b.to(of.id).length - a.to(of.id).length)[0];
  return (
    <nav aria-label="Parts of the case" className={`${classes.tabs} no-print`}>
      {tabs.map((tab) => (
        <Link
          key={tab.label}
          to={tab.to(of.id)}
          className={classes.tab}
          aria-current={current === tab ? 'page' : undefined}
        >
          {tab.label}
        </Link>
      ))}
      {more.length > 0 && <More tabs={more} current={current} caseId={of.id} />}
    </nav>
  );
}

/** The tabs that the line does not hold; it says which of them is open. */
function More({
  tabs,
  current,
  caseId,
}: {
  tabs: readonly CaseTab[];
  current: CaseTab | undefined;
  caseId: string;
}) {
  const open = tabs.find((tab) => tab === current);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.tab} data-current={open !== undefined || undefined}>
          {open ? <VisuallyHidden>More parts, open is </VisuallyHidden> : null}
          {open?.label ?? 'More'} <span aria-hidden>▾</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {tabs.map((tab) => (
          <Menu.Item
            key={tab.label}
            component={Link}
            to={tab.to(caseId)}
            aria-current={tab === current ? 'page' : undefined}
            fw={tab === current ? 600 : undefined}
          >
            {tab.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
