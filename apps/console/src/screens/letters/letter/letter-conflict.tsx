import { Button, Grid, Group, Modal, Stack, Text } from '@mantine/core';
import { inWords } from '../../../kit/chips';
import { type Block, type Content, contentOf } from '../letter-terms';
import { wordsOf } from './letter-doc';
import classes from './letter-editor.module.css';
import type { Conflict } from './use-letter-draft';

/** Both wordings, side by side, where somebody saved the letter meanwhile. */
export function LetterConflict({
  of,
  isSaving,
  onMine,
  onTheirs,
  onClose,
}: {
  of: Conflict;
  isSaving: boolean;
  onMine: () => void;
  onTheirs: () => void;
  onClose: () => void;
}) {
  const saved = of.theirs.versions.at(-1);
  return (
    <Modal opened onClose={onClose} size="70rem" title="Somebody saved the letter meanwhile">
      <Stack gap="sm">
        <Text size="sm">
          {saved?.savedByName} saved version {of.theirs.version} since you began to write. Nothing is
          overwritten until you decide; close this to go on writing.
        </Text>
        <Grid>
          <Grid.Col span={6}>
            <Text fw={600}>It says now</Text>
          </Grid.Col>
          <Grid.Col span={6}>
            <Text fw={600}>You wrote</Text>
          </Grid.Col>
          {differences(of).map(({ label, theirs, mine }) => (
            <Grid.Col key={label} span={12}>
              <Text size="sm" c="dimmed">
                {label}
              </Text>
              <Grid>
                <Grid.Col span={6}>
                  <Text size="sm" className={classes.words}>
                    {theirs || '(nothing)'}
                  </Text>
                </Grid.Col>
                <Grid.Col span={6}>
                  <Text size="sm" className={classes.words}>
                    {mine || '(nothing)'}
                  </Text>
                </Grid.Col>
              </Grid>
            </Grid.Col>
          ))}
        </Grid>
        <Group justify="flex-end">
          <Button variant="default" onClick={onTheirs}>
            Leave it as it is now
          </Button>
          <Button loading={isSaving} onClick={onMine}>
            Use what I wrote
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function differences({ mine, theirs }: Conflict): { label: string; theirs: string; mine: string }[] {
  const now = contentOf(theirs);
  return (Object.keys(mine) as (keyof Content)[]).flatMap((member) => {
    if (member === 'blocks') return blocksThatDiffer(now.blocks, mine.blocks ?? []);
    return [{ label: inWords(member), theirs: plain(now[member]), mine: plain(mine[member]) }];
  });
}

function blocksThatDiffer(theirs: readonly Block[], mine: readonly Block[]) {
  const length = Math.max(theirs.length, mine.length);
  return Array.from({ length }, (_, at) => ({
    label: `Paragraph ${at + 1}`,
    theirs: wordsOf(theirs[at]),
    mine: wordsOf(mine[at]),
  })).filter((pair) => pair.theirs !== pair.mine);
}

/** A member of a letter as lines of text. */
function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plain).join('\n');
  if (typeof value === 'object') return Object.values(value).map(plain).filter(Boolean).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
