import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Step, type Story, waitFor } from '../story';
import { judgeAttribution } from './judge-attribution';

interface LetterView {
  id: string;
  number: string;
  state: string;
  version: number;
  findings: { rule: string; pointer: string; text: string; detail: string }[];
  frozen: { contentHash: string; pdf: { sha256: string }; docx: { sha256: string } } | null;
}

const COMMITTEE = {
  honorific: 'The Honorable',
  body: 'Committee on Banking, Housing, and Urban Affairs',
  addressLines: ['United States Senate', 'Washington, DC 20510'],
};

/** Public record: chair and ranking member of the committee in June 2026. */
const RECIPIENTS = [
  { ...COMMITTEE, name: 'Tim Scott', title: 'Chairman' },
  { ...COMMITTEE, name: 'Elizabeth Warren', title: 'Ranking Member' },
];

const PASSAGES = {
  conduct:
    'The accounts were opened with fraudulent particulars. Many shared payment instruments, and many were opened in bursts of minutes. They reached our service through commercial proxies. They asked above all for software engineering, long tasks with tools, and step-by-step reasoning, in prompts built from the same templates.',
  assessment:
    'We assess that these accounts were a coordinated network. We considered that they might be a reseller’s ordinary customers, and left out what we judged to be such traffic. We make no statement in this letter about who directed the network.',
  response:
    'We closed the accounts after a second person had reviewed the decision, and the account platform confirmed each closure. A holder who believes that an account was closed by mistake can appeal, and a person who took no part in the decision reviews the appeal.',
};

/** What the letter may say of who is behind the accounts is judged and approved first. Policy drafts, counsel reviews, the text is frozen, the signatory signs those bytes, and they go out once. */
export const writeLetter: Step = {
  name: '8 letter',
  async play(story) {
    const { cast, state, say } = story;
    await judgeAttribution(story);
    const path = await drafted(story);
    const act = async (
      from: string[],
      who: { post(path: string, body?: object): Promise<unknown> },
      verb: string,
      body: object = {},
    ): Promise<void> => {
      const { state: now } = await cast.policy.get<LetterView>(path);
      if (from.includes(now)) await who.post(`${path}/${verb}`, body);
    };
    await act(['Draft'], cast.policy, 'submit');
    const { version } = await cast.legal.get<LetterView>(path);
    await act(['InReview'], cast.legal, 'review', {
      decision: 'approve',
      comment: 'Figures read against the appendix.',
      version,
    });
    await act(['Approved'], cast.policy, 'freeze', { date: '2026-06-10' });
    const { frozen } = await cast.signatory.get<LetterView>(path);
    if (!frozen) throw new Error('the letter is not frozen');
    await act(['Frozen'], cast.signatory, 'sign', { contentHash: frozen.contentHash });
    await act(['Signed'], cast.policy, 'dispatch');
    await waitFor('the dispatch', async () => {
      const now = await cast.policy.get<LetterView>(path);
      return now.state === 'Dispatched' || now.state === 'Acknowledged' ? now : undefined;
    });
    await act(['Dispatched'], cast.policy, 'receipts', {
      receivedAt: '2026-06-10T18:05:00Z',
      reference: 'By hand, receipt stamped',
      note: 'Committee office',
    });
    const letter = await cast.policy.get<LetterView>(path);
    const folder = join(story.dispatchDir, letter.number);
    const files = await readdir(folder);
    const named = (ending: string): string => join(folder, files.find((file) => file.endsWith(ending)) ?? '');
    state.results['letter'] = { pdf: named('.pdf'), docx: named('.docx'), frozenHash: frozen.contentHash };
    say(`  ${letter.number} is ${letter.state}: ${named('.pdf')}`);
    const fulfilled = await cast.legal.get<
      | { id: string; regimeId: string; state: string }[]
      | { items: { id: string; regimeId: string; state: string }[] }
    >(`/v1/cases/${state.caseId}/obligations`);
    const due = (Array.isArray(fulfilled) ? fulfilled : fulfilled.items).find(
      (one) => one.regimeId === 'US-CONGRESS-VOL' && one.state === 'running',
    );
    if (due)
      await cast.legal.post(`/v1/obligations/${due.id}/fulfil`, {
        at: '2026-06-10T18:05:00Z',
        reference: letter.number,
      });
  },
};

/** The letter of this run, drafted unless an earlier run has. Answers its path. */
async function drafted({ cast: { policy }, state }: Story): Promise<string> {
  if (!state.letterId) {
    const letter = await policy.post<LetterView>(`/v1/cases/${state.caseId}/letters`, {
      template: 'congress-voluntary',
      claims: state.claims,
      passages: PASSAGES,
      recipients: RECIPIENTS,
      date: '2026-06-10',
    });
    if (letter.findings.length > 0)
      throw new Error(`the draft is not clean: ${JSON.stringify(letter.findings)}`);
    state.letterId = letter.id;
    await state.save();
  }
  return `/v1/letters/${state.letterId}`;
}
