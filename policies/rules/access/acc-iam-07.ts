import { every, not, some } from "../../evaluation/answer";
import type { Fault } from "../../evaluation/policy-document/demand";
import type { Principals } from "../../evaluation/policy-document/principals";
import { nameSource } from "../../evaluation/policy-document/restriction";
import { demands } from "../../evaluation/policy-document/conditions";
import type { Resource } from "../../evaluation/resource";
import { documentRule } from "./document-rule";
import { foreignAccounts, trustsForeignersBlindly, TRUST } from "./trust";

/**
 * Services whose documentation says that they send aws:SourceAccount or aws:SourceArn (Data Firehose: sts:ExternalId) when they assume a
 * role, and asks for a condition on it. Others send neither, and a condition would lock them out.
 */
const NAMES_ITS_SOURCE = [
  "bedrock",
  "codebuild",
  "firehose",
  "glue",
  "grafana",
  "logs",
  "pipes",
  "sagemaker",
  "scheduler",
  "ssm",
  "states",
  "vpc-flow-logs",
];

function crossAccount(resource: Resource): Fault {
  return {
    reason: "no-external-id",
    is: (statement) => trustsForeignersBlindly(statement, resource),
    says: (statement) =>
      `trusts account ${foreignAccounts(statement, resource).join(", ")} without an external id or a second factor, so that whoever that account serves can be made to use the role`,
    fix: "add a condition StringEquals on sts:ExternalId, or Bool on aws:MultiFactorAuthPresent for people; where the account is your own, name it in allowedAccountIds of the provider",
  };
}

const service: Fault = {
  reason: "no-source",
  is: ({ allows, principals, conditions }) =>
    every([
      allows,
      principals?.except !== true,
      some([naming(principals).length > 0, ...(principals?.open ?? [])]),
      not(
        some([
          nameSource(conditions),
          demands(conditions, (_key, value) => /^\d{12}$/.test(value), ["sts:externalid"]),
        ]),
      ),
    ]),
  says: ({ principals }) =>
    `trusts ${naming(principals).join(", ")} without saying for which account or resource, so that anybody can make the service use the role`,
  fix: "add a condition on aws:SourceAccount or aws:SourceArn",
};

function naming(principals: Principals | undefined): readonly string[] {
  return (principals?.list ?? [])
    .filter(({ kind, name }) => kind === "service" && NAMES_ITS_SOURCE.includes(name.split(".")[0] ?? ""))
    .map(({ name }) => name);
}

export const trustGuardsAgainstConfusedDeputies = documentRule({
  id: "ACC-IAM-07",
  slug: "trust-guards-against-confused-deputies",
  title: "Cross-account and service trust guards against the confused deputy",
  severity: "high",
  controls: {
    soc2: ["CC6.1"],
    pci: ["7.2.5", "8.4.2"],
    gdpr: ["32(1)(b)", "28"],
    iso27001: ["A.5.16", "A.5.23"],
  },
  remediation:
    "Ask foreign accounts for an external id or a second factor, and services for aws:SourceAccount or aws:SourceArn.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  places: TRUST,
  faults: (resource) => [crossAccount(resource), service],
});
