import type { Result, StackResults } from "../../../policies/evaluation/results";

/** What the rule for releases said of some. */
export function judgedReleases(stack: string, outcomes: readonly Result["outcome"][]): StackResults {
  const results = outcomes.map((outcome, index) => ({
    rule: "K8S-HELM-01",
    pack: "workloads",
    urn: `urn:pulumi:${stack}::pharos::kubernetes:helm.sh/v3:Release::release-${index}`,
    type: "kubernetes:helm.sh/v3:Release",
    outcome,
    ...(outcome === "undetermined" && { property: "contents" }),
  }));
  return {
    stack,
    project: "pharos",
    packs: ["workloads"],
    complete: true,
    rules: [],
    results,
    warnings: [],
    coverage: {
      evaluated: results.length,
      notApplicable: 0,
      undetermined: 0,
      waived: 0,
      violations: 0,
      resources: results.length,
      unknownTypes: [],
    },
  };
}
