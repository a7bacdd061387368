import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const ACCOUNT = "aws:securityhub/account:Account";
const SUBSCRIPTION = "aws:securityhub/standardsSubscription:StandardsSubscription";

/** The standards that a company with card data has checked, and how their ARNs tell them. */
const STANDARDS = [
  {
    name: "AWS Foundational Security Best Practices",
    token: "aws-foundational-security-best-practices",
    reason: "no-foundational",
    byDefault: true,
  },
  { name: "PCI DSS", token: "pci-dss", reason: "no-pci", byDefault: false },
];

export const securityHubChecksStandards: StackRule = {
  id: "LOG-SH-01",
  slug: "security-hub-checks-standards",
  title: "Security Hub is enabled with the PCI and foundational standards",
  severity: "medium",
  types: ["aws:securityhub/account:Account", "aws:securityhub/standardsSubscription:StandardsSubscription"],
  controls: {
    soc2: ["CC4.1", "CC7.1"],
    pci: ["11.3.1", "2.2.1"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.8", "A.5.36"],
  },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/standards-view-manage.html",
  remediation:
    "Beside the Account, add StandardsSubscriptions for PCI DSS and for the AWS Foundational Security Best Practices.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    return resource.type === ACCOUNT ? judgeAccount(resource, stack) : judgeSubscription(resource);
  },
};

function judgeAccount(account: Resource, stack: Stack): readonly Outcome[] {
  const arns = stack
    .ofType(SUBSCRIPTION)
    .map(({ inputs, urn }) => ({ arn: inputs.at("standardsArn").filledText(), urn }));
  const unknown = arns.find(({ arn }) => arn.state === "unknown");
  const defaults = orDefault(account.inputs.at("enableDefaultStandards").flag(), true);
  return allOf(
    STANDARDS.map(({ name, token, reason, byDefault }) => {
      if (arns.some(({ arn }) => arn.state === "value" && arn.value.includes(token))) return pass;
      if (byDefault && defaults.state === "value" && defaults.value) return pass;
      if (unknown?.arn.state === "unknown") return undetermined(unknown.arn, unknown.urn);
      if (byDefault && defaults.state === "unknown") return undetermined(defaults);
      return violation(reason, {
        message: `Security Hub is on, but nothing subscribes to ${name}, so that it is not checked`,
        fix: `add a StandardsSubscription whose standardsArn names ${token}`,
      });
    }),
  );
}

/** The account may be another stack's: what a subscription needs is a standard. */
function judgeSubscription({ inputs }: Resource): Outcome {
  const arn = inputs.at("standardsArn").filledText();
  if (arn.state === "unknown") return undetermined(arn);
  if (arn.state === "value") return pass;
  return violation("no-standard", {
    message:
      "'standardsArn' is missing, so that the subscription is for nothing; the ARN of a standard is required",
    fix: "set standardsArn to the ARN of a standard",
    property: "standardsArn",
  });
}
