import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { keysCarryTheirPolicy } from "./enc-kms-05";

const KEY = "aws:kms/key:Key";
const POLICY = JSON.stringify({ Statement: [] });
const key = (inputs: Record<string, unknown>): Given => ({
  type: KEY,
  name: "data",
  inputs,
  outputs: { id: "1234" },
});
const keyPolicy = (inputs: Record<string, unknown>, from: readonly string[] = []): Given => ({
  type: "aws:kms/keyPolicy:KeyPolicy",
  name: "data",
  inputs: { policy: POLICY, ...inputs },
  ...(from.length > 0 && { from: { keyId: from } }),
});
const flow = keyPolicy({ keyId: UNKNOWN }, [`${KEY} data`]);
const SAFETY =
  "'bypassPolicyLockoutSafetyCheck' is true: KMS would take a policy that locks everybody out of the key; false is required. To mend it: take bypassPolicyLockoutSafetyCheck out.";
const MISSING =
  "the key has no policy of its own, so that KMS takes one that leaves it to everybody whom the account's IAM policies let; an explicit policy is required. To mend it: set policy, or give the key a KeyPolicy.";

describe("ENC-KMS-05", () => {
  testRule(keysCarryTheirPolicy, [
    { title: "a policy", resources: [key({ policy: POLICY })], expect: ["pass"] },
    {
      title: "a policy that is an object",
      resources: [key({ policy: { Statement: [] } })],
      expect: ["pass"],
    },
    { title: "a policy of its own", resources: [key({}), flow], expect: ["pass"] },
    {
      title: "a policy that names the key",
      resources: [key({}), keyPolicy({ keyId: "1234" })],
      expect: ["pass"],
    },
    {
      title: "the check, named",
      resources: [key({ policy: POLICY, bypassPolicyLockoutSafetyCheck: false })],
      expect: ["pass"],
    },
    {
      title: "the check, named as text",
      resources: [key({ policy: POLICY, bypassPolicyLockoutSafetyCheck: "false" })],
      expect: ["pass"],
    },
    {
      title: "a policy for a key from elsewhere",
      resources: [keyPolicy({ keyId: "1234" })],
      expect: ["pass"],
    },
    {
      title: "the check, named beside a policy for a key from elsewhere",
      resources: [keyPolicy({ keyId: "1234", bypassPolicyLockoutSafetyCheck: false })],
      expect: ["pass"],
    },
    { title: "nothing", resources: [key({})], expect: ["violation no-policy"], message: MISSING },
    { title: "an empty policy", resources: [key({ policy: "" })], expect: ["violation no-policy"] },
    {
      title: "a policy for another key",
      resources: [key({}), keyPolicy({ keyId: "5678" })],
      expect: ["violation no-policy"],
    },
    {
      title: "a policy for another key that is still to be made",
      resources: [key({}), keyPolicy({ keyId: UNKNOWN }, [`${KEY} other`]), { type: KEY, name: "other" }],
      expect: ["violation no-policy"],
    },
    {
      title: "no check",
      resources: [key({ policy: POLICY, bypassPolicyLockoutSafetyCheck: true })],
      expect: ["violation lockout-check-bypassed"],
      message: SAFETY,
    },
    {
      title: "no check, as text",
      resources: [key({ policy: POLICY, bypassPolicyLockoutSafetyCheck: "true" })],
      expect: ["violation lockout-check-bypassed"],
    },
    {
      title: "neither check nor policy",
      resources: [key({ bypassPolicyLockoutSafetyCheck: true })],
      expect: ["violation lockout-check-bypassed", "violation no-policy"],
    },
    {
      title: "no check for a key from elsewhere",
      resources: [keyPolicy({ keyId: "1234", bypassPolicyLockoutSafetyCheck: true })],
      expect: ["violation lockout-check-bypassed"],
    },
    {
      title: "a policy that is not known",
      resources: [key({ policy: UNKNOWN })],
      expect: ["undetermined policy"],
      message: "policy is not known before the update",
    },
    {
      title: "a policy for a key that is not known",
      resources: [key({}), keyPolicy({ keyId: UNKNOWN })],
      expect: ["undetermined keyId"],
    },
    {
      title: "a check that is not known",
      resources: [key({ policy: POLICY, bypassPolicyLockoutSafetyCheck: UNKNOWN })],
      expect: ["undetermined bypassPolicyLockoutSafetyCheck"],
    },
  ]);
});
