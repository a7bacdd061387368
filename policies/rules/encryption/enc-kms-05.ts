import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

export const keysCarryTheirPolicy: StackRule = {
  id: "ENC-KMS-05",
  slug: "keys-carry-their-policy",
  title: "KMS keys carry an explicit policy and keep the lockout safety check",
  severity: "medium",
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.6.1.3"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.24"],
  },
  scope: "stack",
  types: [KEY, KEY_POLICY],
  siblings: [],
  remediation: "Give the key a policy, and leave bypassPolicyLockoutSafetyCheck out.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  check: (resource, stack) =>
    allOf([judgeSafety(resource), ...(resource.type === KEY ? judgePolicy(resource, stack) : [])]),
};

/** Without the check KMS takes a policy under which nobody can ever change the key again: only support can, and only perhaps. */
function judgeSafety({ inputs }: Resource): Outcome {
  const bypass = orDefault(inputs.at("bypassPolicyLockoutSafetyCheck").flag(), false);
  if (bypass.state === "unknown") return undetermined(bypass);
  if (!bypass.value) return pass;
  return violation("lockout-check-bypassed", {
    message:
      "'bypassPolicyLockoutSafetyCheck' is true: KMS would take a policy that locks everybody out of the key; false is required",
    fix: "take bypassPolicyLockoutSafetyCheck out",
    property: "bypassPolicyLockoutSafetyCheck",
  });
}

function judgePolicy(key: Resource, stack: Stack): readonly Outcome[] {
  const policy = key.inputs.at("policy");
  const inline = policy.filledText();
  // A policy that is an object is one, and what it says is ENC-KMS-02's business.
  if (inline.state === "value" || (policy.state === "value" && inline.state === "unknown")) return [pass];
  const { certain, doubts } = stack.children(key, KEY_POLICY, "keyId");
  if (certain.length > 0) return [pass];
  // Whatever it will be: a policy that is given is not KMS' own.
  if (inline.state === "unknown") return [undetermined(inline)];
  if (doubts.length > 0) return doubts.map(({ unknown, urn }) => undetermined(unknown, urn));
  return [
    violation("no-policy", {
      message:
        "the key has no policy of its own, so that KMS takes one that leaves it to everybody whom the account's IAM policies let; an explicit policy is required",
      fix: "set policy, or give the key a KeyPolicy",
      property: "policy",
    }),
  ];
}
