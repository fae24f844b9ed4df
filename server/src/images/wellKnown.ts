import type { MessageKey } from '../l10n/message';
import { parseReference } from './reference';

/** Sidecars of others that do their own work beside the application. Many have no shell, and a log router that waits for
 * the Defender can stop the whole task (fargate-defender.md section 3.6). The profile's `containers` decides otherwise,
 * and about further ones. */
const WELL_KNOWN: readonly [repository: RegExp, what: MessageKey][] = [
  [/(?:^|\/)(?:aws-for-fluent-bit|fluent-bit|fluentd(?:-\w+)*)$/, 'wellKnown.router'],
  [/(?:^|\/)aws-xray-daemon$/, 'wellKnown.tracer'],
  [/(?:^|\/)(?:aws-otel-collector|opentelemetry-collector(?:-contrib)?)$/, 'wellKnown.collector'],
  [/(?:^|\/)cloudwatch-agent$/, 'wellKnown.agent'],
  [/(?:^|\/)(?:datadog|datadoghq)\/agent$/, 'wellKnown.agent'],
  [/(?:^|\/)newrelic\/(?:nri-ecs|infrastructure(?:-bundle)?)$/, 'wellKnown.agent'],
  [/(?:^|\/)(?:aws-appmesh-envoy|envoyproxy\/envoy|amazon-ecs-service-connect-agent)$/, 'wellKnown.proxy'],
  [/(?:^|\/)(?:aws-guardduty-agent-fargate|falcon-sensor)$/, 'wellKnown.sensor'],
];

/** Any of them in an image as it is written: most images are none, which is told before they are taken apart. */
const ANY = new RegExp(WELL_KNOWN.map(([{ source }]) => source.replace(/\$$/, '(?:[:@]|$)')).join('|'));

/** What kind of helper an image is known to be; undefined for an application. */
export function wellKnown(image: string | undefined): MessageKey | undefined {
  const repository = image !== undefined && ANY.test(image) ? parseReference(image)?.repository : undefined;
  return WELL_KNOWN.find(([pattern]) => repository !== undefined && pattern.test(repository))?.[1];
}
