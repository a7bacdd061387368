import { ASSURANCE_TAG, STACK_TAG } from "../content/environments";
import type { Settings } from "../stacks/settings";

/**
 * Tags of everything that the stack makes in AWS. What holds data says so itself, with a `record-class` and a `data-classification` of
 * its own.
 */
export function defaultTags(
  settings: Pick<Settings, "owner" | "environment" | "costCenter" | "region" | "assurance">,
): Record<string, string> {
  return {
    owner: settings.owner,
    environment: settings.environment,
    "cost-center": settings.costCenter,
    "record-class": "none",
    "data-classification": "internal",
    [STACK_TAG]: settings.region,
    [ASSURANCE_TAG]: settings.assurance,
  };
}
