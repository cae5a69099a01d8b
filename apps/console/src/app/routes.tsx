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
                  { index: true, lazy: () => import('../screens/case/summary') },
                  {
                    path: 'accounts',
                    lazy: () => import('../screens/case/accounts/accounts-tab'),
                    children: [
                      { path: ':accountId', lazy: () => import('../screens/case/accounts/account-drawer') },
                    ],
                  },
                ],
              },
              { path: 'kpis', lazy: () => import('../screens/kpis/kpis-page') },
              { path: 'search', lazy: () => import('../screens/search/search-page') },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
