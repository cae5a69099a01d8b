import { createBrowserRouter } from 'react-router';
import { Gate } from './gate';
import { NotFound } from './not-found';
import { paths } from './paths';
import { RouteFailure } from './route-failure';
import { Shell } from './shell';

/**
 * Every page by its address. A screen is loaded when it is first gone to; a tab of a page is a route below it. Add a
 * screen by a line here, an address in `paths.ts` and, if it is an area of its own, a line in `nav.ts`.
 */
export const router = createBrowserRouter([
  {
    errorElement: <RouteFailure />,
    hydrateFallbackElement: <></>,
    children: [
      { path: paths.signIn, lazy: () => import('../screens/access/sign-in') },
      { path: paths.welcome, lazy: () => import('../screens/access/welcome') },
      {
        element: (
          <Gate>
            <Shell />
          </Gate>
        ),
        children: [
          {
            errorElement: <RouteFailure />,
            children: [
              { index: true, lazy: () => import('../screens/home/home-page') },
              {
                path: 'admin',
                lazy: () => import('../screens/admin/admin-layout'),
                children: [
                  { index: true, lazy: () => import('../screens/admin/admin-home') },
                  { path: 'alert-queues', lazy: () => import('../screens/admin/queues/queues-page') },
                  { path: 'audit', lazy: () => import('../screens/admin/audit/audit-page') },
                  {
                    path: 'correlation-rules',
                    lazy: () => import('../screens/admin/correlation/rules-page'),
                  },
                  { path: 'custom-fields', lazy: () => import('../screens/admin/fields/fields-page') },
                  { path: 'detectors', lazy: () => import('../screens/admin/detectors/detectors-page') },
                  { path: 'detectors/:id', lazy: () => import('../screens/admin/detectors/detector-page') },
                  { path: 'jobs', lazy: () => import('../screens/admin/jobs/jobs-page') },
                  { path: 'people', lazy: () => import('../screens/admin/people/people-page') },
                  { path: 'playbooks', lazy: () => import('../screens/admin/playbooks/playbooks-page') },
                  { path: 'playbooks/:kind', lazy: () => import('../screens/admin/playbooks/playbook-page') },
                  { path: 'policies', lazy: () => import('../screens/admin/policies/policies-page') },
                  { path: 'teams', lazy: () => import('../screens/admin/teams/teams-page') },
                  { path: 'webhooks', lazy: () => import('../screens/admin/webhooks/webhooks-page') },
                  { path: 'webhooks/:id', lazy: () => import('../screens/admin/webhooks/webhook-page') },
                ],
              },
              { path: 'cases', lazy: () => import('../screens/cases/case-list') },
              { path: 'cases/new', lazy: () => import('../screens/cases/new-case') },
              {
                path: 'cases/:id',
                lazy: () => import('../screens/case/case-page'),
                children: [
                  { index: true, lazy: () => import('../screens/case/summary/summary-tab') },
                  {
                    path: 'accounts',
                    lazy: () => import('../screens/case/accounts/accounts-tab'),
                    children: [
                      { path: ':accountId', lazy: () => import('../screens/case/accounts/account-drawer') },
                    ],
                  },
                  { path: 'letters', lazy: () => import('../screens/letters/case-letters') },
                  { path: 'obligations', lazy: () => import('../screens/obligations/case-obligations') },
                  { path: 'orders', lazy: () => import('../screens/orders/case-orders') },
                  { path: 'alerts', lazy: () => import('../screens/case/alerts/alerts-tab') },
                  { path: 'attribution', lazy: () => import('../screens/case/attribution/attribution-tab') },
                  {
                    path: 'attribution/new',
                    lazy: () => import('../screens/case/attribution/new-judgement'),
                  },
                  {
                    path: 'attribution/:judgementId',
                    lazy: () => import('../screens/case/attribution/judgement-page'),
                  },
                  { path: 'claims', lazy: () => import('../screens/case/claims/claims-tab') },
                  { path: 'claims/new', lazy: () => import('../screens/case/claims/new-claim') },
                  { path: 'claims/:claimId', lazy: () => import('../screens/case/claims/claim-page') },
                  { path: 'entities', lazy: () => import('../screens/case/entities/entities-tab') },
                  {
                    path: 'files',
                    lazy: () => import('../screens/case/files/files-tab'),
                    children: [
                      { path: ':evidenceId', lazy: () => import('../screens/case/files/file-drawer') },
                    ],
                  },
                  { path: 'notes', lazy: () => import('../screens/case/notes/notes-tab') },
                  { path: 'packs', lazy: () => import('../screens/case/packs/packs-tab') },
                  { path: 'related', lazy: () => import('../screens/case/related/related-tab') },
                  {
                    path: 'tasks',
                    lazy: () => import('../screens/case/tasks/tasks-tab'),
                    children: [{ path: ':taskId', lazy: () => import('../screens/case/tasks/task-drawer') }],
                  },
                  { path: 'timeline', lazy: () => import('../screens/case/timeline/timeline-tab') },
                  {
                    path: 'evidence',
                    lazy: () => import('../screens/case/evidence/evidence-tab'),
                    children: [
                      { index: true, lazy: () => import('../screens/case/evidence/overview') },
                      { path: 'candidates', lazy: () => import('../screens/case/evidence/candidates') },
                      {
                        path: 'clusters/:number?',
                        lazy: () => import('../screens/case/evidence/clusters/clusters-page'),
                      },
                      {
                        path: 'findings/:findingId',
                        lazy: () => import('../screens/case/evidence/finding-page'),
                      },
                      { path: 'keys', lazy: () => import('../screens/case/evidence/keys') },
                    ],
                  },
                ],
              },
              { path: 'cases/:id/letters/new', lazy: () => import('../screens/letters/new-letter') },
              { path: 'cases/:id/orders/new', lazy: () => import('../screens/orders/new-order') },
              { path: 'letters', lazy: () => import('../screens/letters/letter-list') },
              { path: 'letters/:id', lazy: () => import('../screens/letters/letter/letter-page') },
              { path: 'obligations', lazy: () => import('../screens/obligations/obligation-list') },
              { path: 'orders', lazy: () => import('../screens/orders/order-list') },
              { path: 'orders/:id', lazy: () => import('../screens/orders/order/order-page') },
              { path: 'dead-letters', lazy: () => import('../screens/dead-letters/dead-letter-list') },
              {
                path: 'inbox',
                lazy: () => import('../screens/inbox/inbox-page'),
                children: [{ path: ':alertId', lazy: () => import('../screens/inbox/alert/alert-panel') }],
              },
              { path: 'muting-rules', lazy: () => import('../screens/muting/muting-rule-list') },
              { path: 'proposals', lazy: () => import('../screens/proposals/proposal-list') },
              { path: 'kpis', lazy: () => import('../screens/kpis/kpis-page') },
              { path: 'search', lazy: () => import('../screens/search/search-page') },
              { path: 'views', lazy: () => import('../screens/views/view-list') },
              { path: 'views/:id', lazy: () => import('../screens/views/view-page') },
              {
                path: 'usage',
                lazy: () => import('../screens/usage/usage-page'),
                children: [
                  {
                    lazy: () => import('../screens/usage/imports/import-list'),
                    children: [
                      { index: true, element: null },
                      {
                        path: 'imports/:importId',
                        lazy: () => import('../screens/usage/imports/import-drawer'),
                      },
                    ],
                  },
                  { path: 'imports/new', lazy: () => import('../screens/usage/imports/new-import') },
                  { path: 'snapshots', lazy: () => import('../screens/usage/snapshots/snapshot-list') },
                  {
                    path: 'snapshots/:snapshotId',
                    lazy: () => import('../screens/usage/snapshots/snapshot'),
                  },
                  {
                    path: 'mappings',
                    lazy: () => import('../screens/usage/mappings/mapping-list'),
                    children: [
                      {
                        path: ':mappingId',
                        lazy: () => import('../screens/usage/mappings/mapping-drawer'),
                      },
                    ],
                  },
                  {
                    path: 'streams',
                    lazy: () => import('../screens/usage/streams/stream-list'),
                    children: [
                      { path: ':streamId', lazy: () => import('../screens/usage/streams/stream-drawer') },
                    ],
                  },
                  { path: 'holds', lazy: () => import('../screens/usage/retention/retention') },
                ],
              },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
