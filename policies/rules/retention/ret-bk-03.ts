import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Read } from "../../evaluation/reader";
import { jurisdictionOf, regionInArn, regionOf } from "../../evaluation/residency";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { planRulesOf, type PlanRule } from "./backup-plans";

export const backupsLieInTwoRegions: ResourceRule = {
  id: "RET-BK-03",
  slug: "backups-lie-in-two-regions",
  title: "Backup plans copy to a second region of the same jurisdiction",
  severity: "high",
  types: ["aws:backup/plan:Plan"],
  controls: {
    soc2: ["A1.2", "CC9.1"],
    pci: ["12.10.1"],
    gdpr: ["32(1)(c)"],
    iso27001: ["A.8.13", "A.8.14", "A.5.30"],
    sec17a4: ["17a-4(f)(2)(v)", "4370"],
  },
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html",
  remediation:
    "Give the plan a rule with a copy action into a vault of another region of the same jurisdiction.",
  scope: "resource",
  check(resource) {
    const rules = planRulesOf(resource.inputs);
    if (rules.state === "unknown") return undetermined(rules);
    return unlessTrial(resource, [judgePlan(resource, rules.value)], NO_RECORDS_IN_TRIAL);
  },
};

function judgePlan(plan: Resource, rules: readonly PlanRule[]): Outcome {
  const home = regionOf(plan);
  const places = rules.flatMap(({ copies }): readonly Read<string>[] =>
    copies.state === "value"
      ? copies.value.map((copy) => regionInArn(copy.at("destinationVaultArn").filledText()))
      : copies.state === "unknown"
        ? [copies]
        : [],
  );
  const known = places.flatMap((place) => (place.state === "value" ? place.value : []));
  const unknown = places.find((place) => place.state === "unknown");
  if (known.length === 0) {
    return unknown?.state === "unknown"
      ? undetermined(unknown)
      : fault("no-copy", "no rule of the plan copies its backups anywhere");
  }
  if (home.state !== "value") return home.state === "unknown" ? undetermined(home) : pass;
  const second = known.filter(
    (region) => region !== home.value && jurisdictionOf(region) === jurisdictionOf(home.value),
  );
  if (second.length > 0 && jurisdictionOf(home.value) !== undefined) return pass;
  if (unknown?.state === "unknown") return undetermined(unknown);
  return known.every((region) => region === home.value)
    ? fault("same-region", `the plan copies its backups into its own region, ${home.value}, only`)
    : fault(
        "other-jurisdiction",
        `the plan copies its backups into ${known.join(", ")}, of which none is a second region of the jurisdiction of ${home.value}`,
      );
}

function fault(reason: string, what: string): Outcome {
  return violation(reason, {
    message: `${what}; a copy in a second region of the same jurisdiction is required`,
    fix: "add a copy action whose destinationVaultArn is a vault of another region of the same jurisdiction",
    property: "rules",
  });
}
