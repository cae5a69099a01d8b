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
                ],
              },
              { path: 'dead-letters', lazy: () => import('../screens/dead-letters/dead-letter-list') },
              {
                path: 'inbox',
                lazy: () => import('../screens/inbox/inbox-page'),
                children: [{ path: ':alertId', lazy: () => import('../screens/inbox/alert/alert-panel') }],
              },
              { path: 'muting-rules', lazy: () => import('../screens/muting/muting-rule-list') },
              { path: 'proposals', lazy: () => import('../screens/proposals/proposal-list') },
              { path: 'search', lazy: () => import('../screens/search/search-page') },
              { path: 'views', lazy: () => import('../screens/views/view-list') },
              { path: 'views/:id', lazy: () => import('../screens/views/view-page') },
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
