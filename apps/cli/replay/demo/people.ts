import { randomBytes } from 'node:crypto';
import type { Role } from '@app/access';
import { HttpClient } from '../../http-client';
import { ApiClient } from './api-client';
import { DETECTOR_NAMES, type DetectorName, DETECTORS } from './detectors';
import type { StoryState } from './story-state';

const PEOPLE = [
  'analyst',
  'investigator',
  'enforcement_lead',
  'legal',
  'policy',
  'signatory',
  'auditor',
] as const satisfies readonly Role[];

/** Everyone in the story, each with credentials of their own. */
export interface Cast {
  administrator: ApiClient;
  analyst: ApiClient;
  investigator: ApiClient;
  /** A second investigator, who approves what the first one made. */
  secondInvestigator: ApiClient;
  enforcementLead: ApiClient;
  legal: ApiClient;
  policy: ApiClient;
  signatory: ApiClient;
  auditor: ApiClient;
  detectors: Record<DetectorName, ApiClient>;
}

/**
 * Sets up the people by the one-time links, as an administrator would, and registers the detectors.
 * Passwords are random and kept in the story's state, so that a resumed run signs in again.
 */
export async function gatherCast(
  url: string,
  firstAdministratorLink: string | undefined,
  state: StoryState,
): Promise<Cast> {
  const password = (state.password ??= randomBytes(18).toString('base64url'));
  await state.save();
  if (firstAdministratorLink) await accept(url, firstAdministratorLink, password);
  const administrator = await signIn(url, 'admin@lab.example', password);
  const people = new Map<string, ApiClient>();
  for (const role of [...PEOPLE, 'second_investigator'] as const)
    people.set(role, await person(url, administrator, role, password));
  const detectors = await Promise.all(
    DETECTOR_NAMES.map((name) => detector(url, administrator, name, state)),
  );
  return {
    administrator,
    analyst: people.get('analyst')!,
    investigator: people.get('investigator')!,
    secondInvestigator: people.get('second_investigator')!,
    enforcementLead: people.get('enforcement_lead')!,
    legal: people.get('legal')!,
    policy: people.get('policy')!,
    signatory: people.get('signatory')!,
    auditor: people.get('auditor')!,
    detectors: Object.fromEntries(DETECTOR_NAMES.map((name, at) => [name, detectors[at]!])) as Record<
      DetectorName,
      ApiClient
    >,
  };
}

async function person(
  url: string,
  administrator: ApiClient,
  name: string,
  password: string,
): Promise<ApiClient> {
  const email = `${name.replaceAll('_', '-')}@lab.example`;
  const known = (await administrator.get<{ id: string; email: string; status: string }[]>('/v1/users')).find(
    (user) => user.email === email,
  );
  if (known?.status !== 'active') {
    const role = name === 'second_investigator' ? 'investigator' : name;
    const invited = known
      ? await administrator.post<{ link: string }>(`/v1/users/${known.id}/link`)
      : await administrator.post<{ link: string }>('/v1/users', {
          email,
          name: titleOf(name),
          roles: [role],
        });
    await accept(url, url + invited.link, password);
  }
  return signIn(url, email, password);
}

/** A one-time link by which whoever runs the demo comes into its case, with the rights of casework. */
export async function visitorLink(url: string, administrator: ApiClient, caseId: string): Promise<string> {
  const email = 'visitor@lab.example';
  const users = await administrator.get<{ id: string; email: string }[]>('/v1/users');
  const known = users.find((user) => user.email === email);
  const { link } = known
    ? await administrator.post<{ link: string }>(`/v1/users/${known.id}/link`)
    : await administrator.post<{ link: string }>('/v1/users', {
        email,
        name: 'Visitor',
        roles: ['investigator', 'policy'],
      });
  const [path, token] = link.split('#');
  return `${url}${path}?to=${encodeURIComponent(`/cases/${caseId}?tour=begin`)}#${token}`;
}

async function detector(
  url: string,
  administrator: ApiClient,
  name: DetectorName,
  state: StoryState,
): Promise<ApiClient> {
  const known = await administrator.get<
    { id: string; name: string }[] | { items: { id: string; name: string }[] }
  >('/v1/detectors');
  const list = Array.isArray(known) ? known : known.items;
  const id =
    list.find((one) => one.name === name)?.id ??
    (
      await administrator.post<{ id: string }>('/v1/detectors', {
        name,
        owner: 'Detection engineering',
        description: DETECTORS[name],
        legalBasis: 'Terms of service, abuse prevention',
      })
    ).id;
  // A key is shown once: it is kept in the story's state, which only its owner can read.
  const secret = (state.detectorKeys[name] ??= (
    await administrator.post<{ secret: string }>(`/v1/detectors/${id}/keys`, { scopes: ['alerts.send'] })
  ).secret);
  await state.save();
  return new ApiClient(url, { authorization: `Bearer ${secret}` });
}

async function accept(url: string, link: string, password: string): Promise<void> {
  await new ApiClient(url).post('/v1/invitations/accept', { token: link.split('#')[1], password });
}

async function signIn(url: string, email: string, password: string): Promise<ApiClient> {
  const answer = await new HttpClient(url).post('/v1/session', { email, password });
  const cookie = [answer.headers['set-cookie']].flat()[0];
  if (answer.status !== 200 || !cookie) throw new Error(`${email} could not sign in: ${answer.status}`);
  return new ApiClient(url, { cookie: cookie.split(';')[0]! });
}

const titleOf = (role: string): string => role[0]!.toUpperCase() + role.slice(1).replaceAll('_', ' ');
