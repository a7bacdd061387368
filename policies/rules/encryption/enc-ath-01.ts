import { flagChange, judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const WORKGROUP = "aws:athena/workgroup:Workgroup";
const DATABASE = "aws:athena/database:Database";
const RESULTS = "configuration.resultConfiguration.encryptionConfiguration.encryptionOption";
const ENFORCED = "configuration.enforceWorkgroupConfiguration";
const MANAGED = "configuration.managedQueryResultsConfiguration.enabled";

const enforcementDemand: FlagDemand = {
  property: ENFORCED,
  reason: "not-enforced",
  otherwise: "a client may write results elsewhere and unencrypted",
};

export const queryResultsAreEncrypted: ResourceRule = {
  id: "ENC-ATH-01",
  slug: "athena-results-are-encrypted",
  title: "Athena workgroups encrypt results and enforce it",
  severity: "medium",
  scope: "resource",
  types: [WORKGROUP, DATABASE],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Give the workgroup resultConfiguration.encryptionConfiguration and leave enforceWorkgroupConfiguration on; give a database an encryptionConfiguration.",
  url: "https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
  check(resource) {
    if (resource.type === DATABASE)
      return judgeEncryption(resource.inputs, "encryptionConfiguration.encryptionOption");
    const managed = resource.inputs.at(...MANAGED.split(".")).flag();
    // Results that Athena keeps itself it always encrypts, and no client can send them elsewhere.
    if (managed.state === "value" && managed.value) return pass;
    const outcomes = allOf([
      judgeEncryption(resource.inputs, RESULTS),
      judgeFlag(resource, enforcementDemand),
    ]);
    return managed.state === "unknown" && outcomes.some(({ kind }) => kind === "violation")
      ? undetermined(managed)
      : outcomes;
  },
  // What a client may write where is for people to decide; that it must not go past what was decided, is not.
  remediate: ({ type }) => (type === DATABASE ? [] : [flagChange(enforcementDemand)]),
};

function judgeEncryption(inputs: Reader, property: string): Outcome {
  const option = inputs.at(...property.split(".")).filledText();
  if (option.state === "unknown") return undetermined(option);
  if (option.state === "value") return pass;
  return violation("unencrypted", {
    message: `'${property}' is missing, so that Athena leaves it to the bucket how results are encrypted; SSE_KMS, CSE_KMS or SSE_S3 is required`,
    fix: `set ${property} to SSE_KMS, with a key of your own`,
    property,
  });
}
