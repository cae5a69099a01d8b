import { useRouteError } from 'react-router';
import { Failure } from '../kit/failure';

/** What stands in the place of a page that broke. The shell around it stays. */
export function RouteFailure() {
  return <Failure error={useRouteError()} onRetry={() => window.location.reload()} />;
}
