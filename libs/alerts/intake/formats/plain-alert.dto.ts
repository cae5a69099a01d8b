import { TLP_LABELS, type Tlp } from '../../alert-content';
import { WireChoice, WireInstant, WireNumber, WireObject, WireText, WireTextList } from './wire-fields';

const SUBJECTS = { optional: true, maxItems: 10_000 };

/** The rule, model or query that found it. */
export class PlainAnalytic {
  @WireText({ example: 'shared-instrument' }) name!: string;
  @WireText({ optional: true, max: 100, example: '2.4.0' }) version?: string | null;
}

/** What a plain alert is about. */
export class PlainSubjects {
  @WireTextList({ ...SUBJECTS, description: 'Account ids of the platform.', example: ['acc_0000001'] })
  accounts?: string[] | null;
  @WireTextList({ ...SUBJECTS, format: 'ip', description: 'IP addresses.', example: ['192.0.2.17'] })
  addresses?: string[] | null;
  @WireTextList({ ...SUBJECTS, description: 'Payment instruments, as tokens.' }) instruments?:
    string[] | null;
  @WireTextList({ ...SUBJECTS, description: 'Client fingerprints.' }) fingerprints?: string[] | null;
  @WireTextList({ ...SUBJECTS, description: 'Prompt templates, as hashes; never their text.' })
  templates?: string[] | null;
}

/** An alert in the plain format: the members are those that staff see. */
export class PlainAlert {
  @WireText({ max: 100, example: 'shared-payment-instrument' }) type!: string;
  @WireText({
    max: 400,
    description: 'Your own name for the finding. Sent again, it is counted; changed, it is a revision.',
  })
  sourceRef!: string;
  @WireText({ max: 500 }) title!: string;
  @WireText({ optional: true, min: 0, max: 20_000 }) description?: string | null;
  @WireNumber({ type: 'integer', min: 1, max: 4, description: '1 low, 2 medium, 3 high, 4 critical.' })
  severity!: number;
  @WireNumber({ min: 0, max: 1 }) confidence!: number;
  @WireChoice(TLP_LABELS, { optional: true, description: 'AMBER unless said.' }) tlp?: Tlp | null;
  @WireObject(() => PlainAnalytic) analytic!: PlainAnalytic;
  @WireInstant({ description: 'First instant of what is claimed to have happened.' }) occurredFrom!: string;
  @WireInstant({ description: 'Last instant of what is claimed to have happened.' }) occurredTo!: string;
  @WireInstant() detectedAt!: string;
  @WireObject(() => PlainSubjects) subjects!: PlainSubjects;
  @WireTextList({ optional: true, max: 100, maxItems: 50, example: ['AML.T0024.002'] })
  tags?: string[] | null;
}
