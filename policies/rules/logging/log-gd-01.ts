import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";

const DETECTOR = "aws:guardduty/detector:Detector";

/** A detector watches where nothing is said. */
const detectorDemand: FlagDemand = {
  property: "enable",
  reason: "off",
  otherwise: "nobody notices stolen credentials, mining and calls home",
};

const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

/** What a detector can watch besides its foundation, as Security Hub asks for. Runtime monitoring of EKS alone is the older half of another. */
const WATCHED = [
  "EBS_MALWARE_PROTECTION",
  "EKS_AUDIT_LOGS",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "RUNTIME_MONITORING",
  "S3_DATA_EVENTS",
];

const MEMBERS = "autoEnableOrganizationMembers";

export const intrusionsAreDetected: StackRule = {
  id: "LOG-GD-01",
  slug: "intrusions-are-detected",
  title: "GuardDuty is enabled",
  severity: "high",
  types: [
    "aws:guardduty/detector:Detector",
    "aws:guardduty/detectorFeature:DetectorFeature",
    "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
  ],
  controls: {
    soc2: ["CC6.8", "CC7.2", "CC7.3"],
    pci: ["11.5.1", "10.4.1.1", "5.2.1"],
    gdpr: ["32(1)(d)", "33"],
    iso27001: ["A.8.16", "A.8.7"],
  },
  url: "https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html",
  remediation:
    "Leave enable of the detector at true and its features ENABLED, and set autoEnableOrganizationMembers to ALL.",
  scope: "stack",
  siblings: [],
  check(resource) {
    const { type, inputs } = resource;
    if (type === DETECTOR) return judgeFlag(resource, detectorDemand);
    if (type === FEATURE) return judgeFeature(inputs);
    const members = inputs.at(MEMBERS).filledText();
    const old = inputs.at("autoEnable").flag();
    if (members.state === "value" && members.value !== "NONE") return pass;
    if (members.state === "absent" && old.state === "value" && old.value) return pass;
    for (const read of [members, old]) if (read.state === "unknown") return undetermined(read);
    return violation("not-automatic", {
      message: `'${MEMBERS}' is ${members.state === "value" ? `'${members.value}'` : "missing"}, so that accounts are not watched until somebody thinks of it; ALL or NEW is required`,
      fix: `set ${MEMBERS} to ALL`,
      property: MEMBERS,
    });
  },
};

/** What is switched off says so in words. */
function judgeFeature(inputs: Reader): Outcome {
  const name = inputs.at("name").filledText();
  const status = inputs.at("status").filledText();
  if (status.state === "value" && status.value === "ENABLED") return pass;
  if (name.state === "value" && !WATCHED.includes(name.value))
    return notApplicable("nothing asks for this feature");
  for (const read of [status, name]) if (read.state === "unknown") return undetermined(read);
  if (status.state !== "value" || name.state !== "value") return pass; // the provider refuses it
  return violation("feature-off", {
    message: `'status' of feature '${name.value}' is '${status.value}', so that the detector does not look there; ENABLED is required`,
    fix: "set status to ENABLED",
    property: "status",
  });
}
