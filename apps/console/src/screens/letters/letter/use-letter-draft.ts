import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tellProblem, useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { ProblemError } from '../../../api/problem-error';
import { readOf } from '../../../api/reads';
import { type Content, contentOf, type Letter } from '../letter-terms';

/** What is written and not saved, and the letter as it was when the writing began. */
interface Draft {
  from: Letter;
  content: Content;
}

/** Mine and theirs, where somebody saved meanwhile. */
export interface Conflict {
  mine: Partial<Content>;
  theirs: Letter;
}

/** The members in which two contents differ, as the first has them. */
function changed(mine: Content, base: Content): Partial<Content> {
  const members = (Object.keys(mine) as (keyof Content)[]).filter(
    (member) => JSON.stringify(mine[member]) !== JSON.stringify(base[member]),
  );
  return Object.fromEntries(members.map((member) => [member, mine[member]])) as Partial<Content>;
}

/**
 * What is being written on a letter. It is saved as a change of the version that was read; when somebody saved
 * meanwhile, nothing is overwritten unseen and nothing that was written is lost.
 */
export function useLetterDraft(of: Letter) {
  const client = useQueryClient();
  const { queryKey } = readOf('/v1/letters/{id}', { path: { id: of.id } });
  const [draft, setDraft] = useState<Draft>();
  const [conflict, setConflict] = useState<Conflict>();
  // The editor keeps its own text. It begins anew only where another's wording takes the place of what it has.
  const [shown, setShown] = useState({ key: 0, version: of.version });
  if (!draft && of.version > shown.version) setShown({ key: shown.key + 1, version: of.version });
  const content = draft?.content ?? contentOf(of);
  const change = draft ? changed(draft.content, contentOf(draft.from)) : {};
  const saving = useAct({
    act: ({ edit, version }: { edit: Partial<Content>; version: number }) =>
      answerOf(
        api.PATCH('/v1/letters/{id}', {
          params: { path: { id: of.id }, header: { 'If-Match': `"${version}"` } },
          body: edit,
        }),
      ),
    touches: ['/v1/letters'],
    isQuiet: true,
  });
  const send = (edit: Partial<Content>, version: number): void =>
    saving.mutate(
      { edit, version },
      {
        onSuccess: (now) => {
          client.setQueryData(queryKey, now);
          setShown((before) => ({ ...before, version: now.version }));
          setConflict(undefined);
          // What was written while it was saved is still to be saved.
          setDraft((later) => {
            if (!later) return undefined;
            const rest = changed(later.content, { ...content, ...edit });
            return Object.keys(rest).length > 0 ? { from: now, content: later.content } : undefined;
          });
        },
        onError: (error) => void refused(ProblemError.from(error), edit),
      },
    );
  const refused = async (error: ProblemError, mine: Partial<Content>): Promise<void> => {
    if (error.slug !== 'letter-version-stale') return tellProblem(error);
    const query = readOf('/v1/letters/{id}', { path: { id: of.id } });
    setConflict({ mine, theirs: await client.fetchQuery({ ...query, staleTime: 0 }) });
  };
  return {
    content,
    editorKey: shown.key,
    isChanged: Object.keys(change).length > 0,
    isSaving: saving.isPending,
    conflict,
    write: (part: Partial<Content>) =>
      setDraft((before) => ({
        from: before?.from ?? of,
        content: { ...(before?.content ?? contentOf(of)), ...part },
      })),
    save: () => {
      if (draft && Object.keys(change).length > 0) send(change, draft.from.version);
    },
    /** Gives up what was written: the letter as it is saved stands. */
    discard: () => {
      setDraft(undefined);
      setConflict(undefined);
      setShown(({ key }) => ({ key: key + 1, version: of.version }));
    },
    /** Saves mine over what another saved, which was shown. */
    keepMine: () => conflict && send(conflict.mine, conflict.theirs.version),
    closeConflict: () => setConflict(undefined),
  };
}
