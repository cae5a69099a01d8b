export { type Answer, HttpClient } from '../../apps/cli/http-client';
