import { retentionRules, staysInJurisdiction, type DataClassification } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import { claimOf, HOLDS_NO_RECORDS, LOG_GROUP_CLASSES } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";
import { classificationOf } from "../../evaluation/tags";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const POLICY = "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy";

/** What a policy has to do: tell where it found something, and hide it. CloudWatch takes both or neither. */
const OPERATIONS = [
  { name: "Audit", reason: "no-audit", missing: "nobody is told where personal data turned up" },
  { name: "Deidentify", reason: "no-mask", missing: "whoever reads the logs reads the personal data" },
] as const;

export const personalLogsAreMasked: StackRule = {
  id: "LOG-PII-01",
  slug: "personal-logs-are-masked",
  title: "Log groups with personal or card data have a data-protection policy",
  severity: "high",
  types: [
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
    "aws:cloudwatch/logGroup:LogGroup",
  ],
  controls: {
    soc2: ["C1.1", "P4.2"],
    pci: ["3.3.1", "3.4.1", "3.5.1"],
    gdpr: ["5(1)(c)", "25(1)", "32(1)(a)"],
    iso27001: ["A.8.11", "A.8.12", "A.5.34"],
  },
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html",
  remediation:
    "Give the log group a LogDataProtectionPolicy whose statements have an Audit and a Deidentify operation.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type === POLICY) {
      return judgedAlone(resource, stack, ["logGroupName", LOG_GROUP], () =>
        allOf(judgePolicy(resource.inputs)),
      );
    }
    const exempt = exemption(resource);
    if (exempt !== undefined) return exempt;
    const { found, doubts } = settingsOf(resource, stack, { sibling: POLICY, property: "logGroupName" });
    if (found.length > 0) return allOf(found.flatMap(({ at, related }) => judgePolicy(at, related)));
    if (doubts.length > 0) return doubts;
    return violation("no-policy", {
      message:
        "no LogDataProtectionPolicy names the log group, which may hold personal or card data; one is required",
      fix: "add a LogDataProtectionPolicy with this logGroupName and statements that audit and de-identify",
    });
  },
};

/** Why a log group need not be masked, or why that cannot be told. */
function exemption(group: Resource): Outcome | undefined {
  const claim = claimOf(group, "log group", LOG_GROUP_CLASSES);
  const tag = classificationOf(group);
  for (const read of [claim, tag]) if (read.state === "unknown") return undetermined(read);
  if (tag.state === "value" && staysInJurisdiction(tag.value as DataClassification)) return undefined;
  if (claim.state === "no-records") return notApplicable(HOLDS_NO_RECORDS);
  const classes = claim.state === "classes" ? claim.classes : [];
  return classes.some((recordClass) => staysInJurisdiction(retentionRules[recordClass].classification))
    ? undefined
    : notApplicable(`records of class ${classes.join(", ")} hold no personal data`);
}

function judgePolicy(inputs: Reader, related?: string): readonly Outcome[] {
  const list = orDefault(inputs.at("policyDocument").json().at("Statement").list(), []);
  if (list.state === "unknown") return [undetermined(list, related)];
  return OPERATIONS.map(({ name, reason, missing }) => {
    const places = list.value.map((statement) => statement.at("Operation", name));
    if (places.some(({ state }) => state === "value")) return pass;
    const unknown = places.map((place) => place.text()).find(({ state }) => state === "unknown");
    if (unknown?.state === "unknown") return undetermined(unknown, related);
    return violation(reason, {
      message: `no statement of the data protection policy has the operation ${name}, so that ${missing}; both Audit and Deidentify are required`,
      fix: `add a statement with the operation ${name}`,
      property: "policyDocument",
      ...(related !== undefined && { related }),
    });
  });
}
