import { createBrowserRouter, Navigate } from 'react-router';
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
              { index: true, element: <Navigate to={paths.cases} replace /> },
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
              { path: 'search', lazy: () => import('../screens/search/search-page') },
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
                  { path: 'streams', lazy: () => import('../screens/usage/streams') },
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
