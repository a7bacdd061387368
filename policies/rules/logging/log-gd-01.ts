import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { pass, undetermined, violation } from "../../evaluation/outcome";
import type { StackRule } from "../../evaluation/rule";

const DETECTOR = "aws:guardduty/detector:Detector";

/** A detector watches where nothing is said. */
export const detectorDemand: FlagDemand = {
  path: ["enable"],
  byDefault: true,
  reason: "off",
  consequence: "nobody notices stolen credentials, mining and calls home",
};

const MEMBERS = "autoEnableOrganizationMembers";

export const intrusionsAreDetected: StackRule = {
  id: "LOG-GD-01",
  slug: "intrusions-are-detected",
  title: "GuardDuty is enabled",
  severity: "high",
  types: [
    "aws:guardduty/detector:Detector",
    "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
  ],
  controls: {
    soc2: ["CC6.8", "CC7.2", "CC7.3"],
    pci: ["11.5.1", "10.4.1.1", "5.2.1"],
    gdpr: ["32(1)(d)", "33"],
    iso27001: ["A.8.16", "A.8.7"],
  },
  url: "https://docs.aws.amazon.com/guardduty/latest/ug/what-is-guardduty.html",
  remediation: "Leave enable of the detector at true, and set autoEnableOrganizationMembers to ALL.",
  scope: "stack",
  siblings: [],
  check({ type, inputs }) {
    if (type === DETECTOR) return judgeFlag(inputs, detectorDemand);
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
