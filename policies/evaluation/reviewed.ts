import { type ReviewedFinding, reviewedFindings } from "../../content/charts/reviewed";
import { chart, type ChartName } from "../../content/versions";
import { notApplicable, type Outcome, type Violation } from "./outcome";
import type { Resource } from "./resource";

/**
 * A violation in what a pinned chart installs, which was read and stands, is not applicable, with the reason; everything else is as it was.
 * @param findings the list; another one in tests
 */
export function unlessReviewed(
  rule: string,
  resource: Resource,
  outcome: Outcome,
  findings: readonly ReviewedFinding[] = reviewedFindings,
): Outcome {
  if (outcome.kind !== "violation" || resource.installedBy === undefined) return outcome;
  const found = findings.find((finding) => covers(finding, rule, resource, outcome));
  return found === undefined ? outcome : notApplicable(`it was reviewed in its chart: ${found.because}`);
}

function covers(finding: ReviewedFinding, rule: string, resource: Resource, violation: Violation): boolean {
  const { installedBy, type, inputs } = resource;
  const name = inputs.at("metadata", "name").text();
  return (
    isPinned(finding.chart, installedBy) &&
    type.endsWith(`:${finding.kind}`) &&
    name.state === "value" &&
    finding.names.includes(name.value) &&
    finding.findings[rule]?.includes(violation.reason) === true &&
    (finding.at === undefined || violation.property?.startsWith(finding.at) === true)
  );
}

/** Of another version nobody has read it. */
function isPinned(name: ChartName, installedBy: Resource["installedBy"]): boolean {
  return installedBy?.chart === name && installedBy.version === chart(name).version;
}
