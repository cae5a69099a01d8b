import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS } from '@app/access';
import { isOnRights, mayHear, RIGHT_OF_ACTS } from './readable-acts';

/** The rooms, and the api, which records what is done to jobs. */
const PLACES = [join(__dirname, '../..'), join(__dirname, '../../../apps/api')];

/** The nouns of all acts that the code records, taken from the files that record any. */
function nounsInUse(): Set<string> {
  const files = PLACES.flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' }).map((path) => join(place, path)),
  ).filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));
  const nouns = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    if (!/import \{[^}]*\bAudit\b[^}]*\} from '@app\/audit'/.test(text)) continue;
    for (const [, act, noun] of text.matchAll(/['`](([a-z_]+)\.(?:[a-z_]+['`]|\$\{))/g))
      if (!(PERMISSIONS as readonly string[]).includes(act!.slice(0, -1))) nouns.add(noun!);
  }
  return nouns;
}

/** Literals of the same form in those files that are no acts: names of files. */
const NO_ACTS = new Set(['audit', 'manifest']);

/** Told to nobody: a saved view is its owner's. */
const UNTOLD = new Set(['view']);

describe('who hears of which act', () => {
  it('is said for every noun in use, and for no other', () => {
    const inUse = [...nounsInUse()].filter((noun) => !NO_ACTS.has(noun) && !UNTOLD.has(noun));
    expect(inUse.sort()).toEqual(Object.keys(RIGHT_OF_ACTS).sort());
  });

  it('goes by the right to read what was acted on', () => {
    expect(mayHear(new Set(['alerts.read']), 'alert.taken')).toBe(true);
    expect(mayHear(new Set(['cases.read']), 'alert.taken')).toBe(false);
  });

  it('is nobody for a noun without a row, whatever the rights', () => {
    const all = new Set<string>(PERMISSIONS);
    for (const action of ['unheard.of', 'constructor.called', '__proto__.set', 'nothing', ''])
      expect(mayHear(all, action)).toBe(false);
  });

  it('is asked anew after acts on sessions and people', () => {
    expect(['session.closed', 'user.changed', 'user.link_accepted'].every(isOnRights)).toBe(true);
    expect(isOnRights('case.opened')).toBe(false);
  });
});
