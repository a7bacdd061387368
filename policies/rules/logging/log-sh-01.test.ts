import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { securityHubChecksStandards } from "./log-sh-01";

const account = (inputs: Record<string, unknown> = {}): Given => ({
  type: "aws:securityhub/account:Account",
  name: "hub",
  inputs,
});
const subscription = (standardsArn: unknown, name = "standard"): Given => ({
  type: "aws:securityhub/standardsSubscription:StandardsSubscription",
  name,
  inputs: { standardsArn },
});
const PCI = "arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1";
const BEST = "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0";
const off = { enableDefaultStandards: false };

describe("LOG-SH-01", () => {
  testRule(securityHubChecksStandards, [
    { title: "PCI beside the defaults", resources: [account(), subscription(PCI)], expect: ["pass"] },
    {
      title: "both beside the defaults",
      resources: [account(), subscription(PCI), subscription(BEST, "best")],
      expect: ["pass"],
    },
    {
      title: "both without the defaults",
      resources: [account(off), subscription(PCI), subscription(BEST, "best")],
      expect: ["pass"],
    },
    {
      title: "an old version of PCI",
      resources: [account(), subscription(PCI.replace("4.0.1", "3.2.1"))],
      expect: ["pass"],
    },
    {
      title: "said to take the defaults",
      resources: [account({ enableDefaultStandards: true }), subscription(PCI)],
      expect: ["pass"],
    },
    {
      title: "as text",
      resources: [account({ enableDefaultStandards: "true" }), subscription(PCI)],
      expect: ["pass"],
    },
    { title: "a subscription on its own", resources: [subscription(PCI)], expect: ["pass"] },
    {
      title: "a subscription to another standard",
      resources: [subscription("arn:aws:securityhub:::ruleset/cis")],
      expect: ["pass"],
    },
    {
      title: "the defaults only",
      resources: [account()],
      expect: ["violation no-pci"],
      message:
        "Security Hub is on, but nothing subscribes to PCI DSS, so that it is not checked. To mend it: add a StandardsSubscription whose standardsArn names pci-dss.",
    },
    {
      title: "PCI only",
      resources: [account(off), subscription(PCI)],
      expect: ["violation no-foundational"],
      message:
        "Security Hub is on, but nothing subscribes to AWS Foundational Security Best Practices, so that it is not checked. To mend it: add a StandardsSubscription whose standardsArn names aws-foundational-security-best-practices.",
    },
    {
      title: "neither",
      resources: [account(off)],
      expect: ["violation no-foundational", "violation no-pci"],
    },
    {
      title: "off as text",
      resources: [account({ enableDefaultStandards: "false" }), subscription(PCI)],
      expect: ["violation no-foundational"],
    },
    {
      title: "best practices only",
      resources: [account(off), subscription(BEST)],
      expect: ["violation no-pci"],
    },
    {
      title: "another standard only",
      resources: [account(), subscription("arn:aws:securityhub:::ruleset/cis")],
      expect: ["violation no-pci"],
    },
    {
      title: "a subscription to nothing",
      resources: [subscription(undefined)],
      expect: ["violation no-standard"],
      message:
        "'standardsArn' is missing, so that the subscription is for nothing; the ARN of a standard is required. To mend it: set standardsArn to the ARN of a standard.",
    },
    {
      title: "a subscription to an empty text",
      resources: [subscription("")],
      expect: ["violation no-standard"],
    },
    {
      title: "a standard that is not known",
      resources: [account(), subscription(UNKNOWN)],
      expect: ["undetermined standardsArn"],
    },
    {
      title: "defaults not known",
      resources: [account({ enableDefaultStandards: UNKNOWN }), subscription(PCI)],
      expect: ["undetermined enableDefaultStandards"],
    },
  ]);
});
