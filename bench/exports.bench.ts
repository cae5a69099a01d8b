import { DataSource } from 'typeorm';
import { request } from 'undici';
import { SESSION_COOKIE, Users } from '@app/access';
import { systemActor } from '@app/audit';
import { Cases } from '@app/cases';
import { type BenchInstallation, startInstallation } from './installation';
import { type Measurement, report, shown, timed } from './report';

const ACCOUNTS = 25_000;
const PASSWORD = 'correct horse battery staple';
/** Of one export after another; the first compiles code and is not counted. */
const ROUNDS = 5;

/** Exports over HTTP: one case with its accounts, whole, beside the bare select of the same accounts. */
export async function benchExports(): Promise<void> {
  const installation = await startInstallation();
  try {
    await report('exports', await measureCaseExport(installation));
  } finally {
    await installation.stop();
  }
}

/** A case of 25,000 accounts, each with a verdict: time to its export's first byte and to its last. */
export async function measureCaseExport({ app, url }: BenchInstallation): Promise<Measurement[]> {
  const db = app.get(DataSource);
  const made = { kind: 'distillation', title: 'Large case', severity: 3, playbook: false } as const;
  const { id } = await app.get(Cases).open(systemActor('bench'), made);
  await db.query(
    `INSERT INTO case_accounts (case_id, account_id, status, source, added_at, reason, decided_by, decided_at)
     SELECT $1, 'acct-' || lpad(n::text, 6, '0'), 'confirmed', 'alerts', now(), 'Shares a payment instrument.', 'bench', now()
     FROM generate_series(1, ${ACCOUNTS}) AS g (n)`,
    [id],
  );
  await db.query('VACUUM ANALYZE case_accounts');
  const cookie = await signIn(app.get(Users), url);
  const firsts: number[] = [];
  const wholes: number[] = [];
  const bares: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bare = await timed(() => db.query('SELECT * FROM case_accounts WHERE case_id = $1', [id]));
    let first = 0;
    const whole = await timed(async () => {
      const begun = process.hrtime.bigint();
      const answer = await request(`${url}/v1/cases/${id}/export`, { headers: { cookie } });
      bytes = 0;
      for await (const part of answer.body) {
        first ||= Number(process.hrtime.bigint() - begun) / 1e6;
        bytes += (part as Buffer).length;
      }
    });
    if (round === 0) continue;
    firsts.push(first);
    wholes.push(whole);
    bares.push(bare);
  }
  const middle = (samples: number[]): number =>
    samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)]!;
  return [
    shown(`one case export, ${ACCOUNTS} accounts: first byte`, middle(firsts), 'ms'),
    shown(`one case export, ${ACCOUNTS} accounts: whole`, middle(wholes), 'ms'),
    shown('the same rows by a bare select', middle(bares), 'ms'),
    shown('size of the file', bytes / 1e6, 'MB'),
  ];
}

async function signIn(users: Users, url: string): Promise<string> {
  const { token } = await users.invite(systemActor('bench'), {
    email: 'bench@lab.example',
    name: 'bench',
    roles: ['investigator'],
  });
  const accepted = await request(`${url}/v1/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, password: PASSWORD }),
  });
  await accepted.body.dump();
  const cookies = [accepted.headers['set-cookie']].flat();
  return cookies.find((line) => line?.startsWith(`${SESSION_COOKIE}=`))!.split(';')[0]!;
}
