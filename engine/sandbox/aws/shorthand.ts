import type { NameScope, UniqueName } from "../bridged/overlay";

/** An ARN with region and account. */
export function arn(service: string, resource: string): string {
  return `arn:{partition}:${service}:{region}:{account}:${resource}`;
}

/** An ARN of a service that has no regions. */
export function globalArn(service: string, resource: string): string {
  return `arn:{partition}:${service}::{account}:${resource}`;
}

/** A name that is unique within its account and region. */
export function unique(by: string, code: string, scope: NameScope = "region"): UniqueName[] {
  return [{ by: by.split(" "), scope, code }];
}
