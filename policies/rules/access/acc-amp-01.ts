import { every } from "../../evaluation/answer";
import { judgeDocuments, type Fault, type Places } from "../../evaluation/policy-document/demand";
import { grantsEverywhere } from "../../evaluation/policy-document/grants";
import type { ResourceRule } from "../../evaluation/rule";
import { everyAction, publicFaults } from "./policy-faults";

const RESOURCE_POLICY: Places = { "aws:amp/resourcePolicy:ResourcePolicy": [["policyDocument"]] };
const IDENTITIES: Places = {
  "aws:iam/policy:Policy": [["policy"]],
  "aws:iam/rolePolicy:RolePolicy": [["policy"]],
};

/** Whoever writes everywhere can hide an attack in any workspace, or pay for it with the workspace's quota. */
const writesAnywhere: Fault = {
  reason: "any-workspace",
  is: (statement) => every([!statement.actions.except, grantsEverywhere(statement, "aps:RemoteWrite")]),
  says: () => "allows aps:RemoteWrite into every workspace of the account",
  fix: "name the workspace's ARN in Resource",
};

export const metricsAccessIsScoped: ResourceRule = {
  id: "ACC-AMP-01",
  slug: "metrics-access-is-scoped",
  title: "Managed Prometheus access is scoped (resource policy, remote-write role)",
  severity: "high",
  controls: {
    soc2: ["CC6.3"],
    pci: ["7.2.2", "7.2.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.15"],
  },
  scope: "resource",
  types: [...Object.keys(RESOURCE_POLICY), ...Object.keys(IDENTITIES)],
  remediation: "Name the workspace, the actions, and in resource policies the principals.",
  url: "https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-and-IAM.html",
  check: (resource) =>
    resource.type in RESOURCE_POLICY
      ? judgeDocuments(resource, RESOURCE_POLICY, [...publicFaults("the workspace"), everyAction("aps")])
      : judgeDocuments(resource, IDENTITIES, [everyActionNamed, writesAnywhere]),
};

/** `*` is an administrator's, and another rule's business. */
const everyActionNamed: Fault = {
  ...everyAction("aps"),
  is: (statement, document) =>
    every([
      everyAction("aps").is(statement, document),
      statement.actions.open[0] ?? statement.actions.patterns.some((pattern) => /^aps:/i.test(pattern)),
    ]),
};
