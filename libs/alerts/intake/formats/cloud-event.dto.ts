import { getSchemaPath } from '@nestjs/swagger';
import { OcsfFinding, OcsfIncident } from './ocsf-finding.dto';
import { PlainAlert } from './plain-alert.dto';
import { WireAnyObject, WireChoice, WireText } from './wire-fields';

/**
 * An alert in an envelope of CloudEvents 1.0. Extension attributes are passed over, and the envelope is not stored:
 * the identity of an alert is in its data. @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export class CloudEvent {
  @WireChoice(['1.0']) specversion!: string;
  @WireText({ max: 1_000 }) id!: string;
  @WireText({ max: 2_000, example: '/detectors/payment-graph' }) source!: string;
  @WireText({ max: 1_000, example: 'com.example.alert' }) type!: string;
  @WireText({ optional: true, max: 200, example: 'application/json', description: 'JSON, if it is said.' })
  datacontenttype?: string | null;
  @WireAnyObject({
    description: 'The alert.',
    oneOf: [PlainAlert, OcsfFinding, OcsfIncident].map((type) => ({ $ref: getSchemaPath(type) })),
  })
  data!: object;
}
