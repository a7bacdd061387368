/**
 * What an account may have already, from a landing zone or another team: Pharos then makes none of its own, and says what it counts on.
 */

/** The parts that may be managed elsewhere, by the name of their setting. */
export const landingZoneParts = ["trail", "config", "guardDuty", "securityHub"] as const;

export type LandingZonePart = (typeof landingZoneParts)[number];

/** Type token of the component that stands for what exists elsewhere. */
export const EXPECTED_TYPE = "pharos:audit:ExpectedElsewhere";

/** What must exist in the account, in each of its regions unless it says otherwise. */
export const expectations: Readonly<Record<LandingZonePart, string>> = {
  trail:
    "a CloudTrail trail over all regions, with management events, data events of the buckets of locked and personal records, log file validation, a customer-managed key, and 12 months of retention",
  config:
    "an AWS Config recorder that is on and records all resource types (global ones in one region), with a delivery channel and 12 months of retention",
  guardDuty:
    "a GuardDuty detector with EKS audit logs, runtime monitoring and S3 data events, its findings exported and kept for 12 months",
  securityHub: "Security Hub with the AWS Foundational, PCI DSS v4.0.1 and current CIS standards",
};

const PREFIX = "expected-";

/** The name of the component that stands for a part. */
export function expectedName(part: LandingZonePart): string {
  return `${PREFIX}${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The part that a component of that name stands for. */
export function expectedPart(name: string): LandingZonePart | undefined {
  return landingZoneParts.find((part) => expectedName(part) === name);
}
