import { Button, Grid, Group, Text, Title } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useCallback, useState } from 'react';
import { Unsaved } from '../../../kit/unsaved';
import type { CitedClaim, Letter } from '../letter-terms';
import { Beside } from './beside';
import { ClaimDrawer } from './claim-drawer';
import { Envelope, fieldId } from './envelope';
import { LetterConflict } from './letter-conflict';
import { LetterEditor } from './letter-editor';
import { type Finding, goTo } from './letter-findings';
import { useLetterDraft } from './use-letter-draft';

/** The text of a letter: written on the left, with what the API has against it, its claims and the PDF beside it. */
export function LetterText({ of, claims }: { of: Letter; claims: readonly CitedClaim[] }) {
  const mayEdit = of.acts.some(({ act, because }) => act === 'edit' && because === null);
  const draft = useLetterDraft(of);
  const [editor, setEditor] = useState<Editor>();
  const [opened, setOpened] = useState<string>();
  const onReady = useCallback((ready: Editor) => setEditor(ready), []);
  const showFinding = (finding: Finding): void => {
    if (!editor || goTo(editor, finding)) return;
    const at = finding.pointer.replace(/\/\d+$/, '');
    (document.getElementById(fieldId(finding.pointer)) ?? document.getElementById(fieldId(at)))?.focus();
  };
  return (
    <section aria-labelledby="text-heading">
      <Title order={2} size="h5" id="text-heading" mb={4}>
        Text
      </Title>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <div
            onKeyDown={(event) => {
              if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
              event.preventDefault();
              draft.save();
            }}
          >
            {mayEdit && <SaveBar draft={draft} state={of.state} />}
            {mayEdit && (
              <details>
                <summary>
                  <Text span size="sm">
                    From, to, subject and closing
                  </Text>
                </summary>
                <Envelope key={draft.editorKey} of={draft.content} onChange={draft.write} />
              </details>
            )}
            <LetterEditor
              // A chip says what its claim says: the editor is made anew when a claim has changed.
              key={`${draft.editorKey}-${mayEdit}-${JSON.stringify(claims)}`}
              blocks={draft.content.blocks}
              claims={claims}
              findings={of.findings}
              isReadOnly={!mayEdit}
              onChange={(blocks) => draft.write({ blocks })}
              onOpenClaim={setOpened}
              onReady={onReady}
            />
          </div>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Beside
            of={of}
            claims={claims}
            isChanged={draft.isChanged}
            onFinding={showFinding}
            onClaim={setOpened}
          />
        </Grid.Col>
      </Grid>
      {opened && (
        <ClaimDrawer
          number={opened}
          of={claims.find(({ number }) => number === opened)}
          onClose={() => setOpened(undefined)}
        />
      )}
      {draft.conflict && (
        <LetterConflict
          of={draft.conflict}
          isSaving={draft.isSaving}
          onMine={draft.keepMine}
          onTheirs={draft.discard}
          onClose={draft.closeConflict}
        />
      )}
      <Unsaved isAt={draft.isChanged && !draft.isSaving} />
    </section>
  );
}

function SaveBar({ draft, state }: { draft: ReturnType<typeof useLetterDraft>; state: Letter['state'] }) {
  const isBack = state === 'InReview' || state === 'Approved';
  return (
    <Group gap="xs" mb="xs" className="no-print">
      <Button size="xs" disabled={!draft.isChanged} loading={draft.isSaving} onClick={draft.save}>
        Save a new version
      </Button>
      <Button size="xs" variant="default" disabled={!draft.isChanged} onClick={draft.discard}>
        Discard changes
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {draft.isChanged
          ? `Not saved yet (Ctrl+S).${isBack ? ' Saving takes the letter back to a draft, to be reviewed again.' : ''}`
          : 'Saved.'}
      </Text>
    </Group>
  );
}
