import { testRule } from "../../testing/cases";
import { allowTo, policyCases, when } from "../../testing/policy-cases";
import { trustPoliciesNameTheirPrincipals } from "./acc-iam-06";

const OWN = "111122223333";
const trust = (principal: unknown, rest: object = {}) => allowTo(principal, "sts:AssumeRole", rest);
const root = (account: string) => `arn:aws:iam::${account}:root`;
const EVERYONE =
  "lets everybody assume the role: its principal names no account, and no condition confines it to an organization, an account or a network. To mend it: name the roles or services that may assume it as principals, or add a condition on aws:PrincipalOrgID.";

describe("ACC-IAM-06", () => {
  testRule(
    trustPoliciesNameTheirPrincipals,
    policyCases({
      type: "aws:iam/role:Role",
      property: "assumeRolePolicy",
      provider: { allowedAccountIds: [OWN] },
      complies: {
        "a service": trust({ Service: "ec2.amazonaws.com" }),
        "two services": trust({ Service: ["ec2.amazonaws.com", "ssm.amazonaws.com"] }),
        "a role": trust({ AWS: "arn:aws:iam::444455556666:role/audit" }),
        "its own account": trust({ AWS: root(OWN) }),
        "an identity provider": trust({ Federated: `arn:aws:iam::${OWN}:oidc-provider/oidc.eks.example` }),
        "everybody of an organization": trust(
          { AWS: "*" },
          when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
        ),
        "a foreign account with an external id": trust(
          { AWS: root("444455556666") },
          when("StringEquals", "sts:ExternalId", "7f3a"),
        ),
        "a foreign account with a second factor": trust(
          { AWS: "444455556666" },
          when("Bool", "aws:MultiFactorAuthPresent", "true"),
        ),
        nobody: { ...trust("*"), Effect: "Deny" },
      },
      breaks: {
        everybody: [trust("*"), ["everyone"], `statement number 1 ${EVERYONE}`],
        "everybody with an account": [trust({ AWS: "*" }), ["everyone"]],
        "everybody beside a service": [trust({ Service: "ec2.amazonaws.com", AWS: "*" }), ["everyone"]],
        "everybody, without an effect": [{ Principal: { AWS: "*" }, Action: "sts:AssumeRole" }, ["everyone"]],
        "a forgotten account": [trust({ AWS: "arn:aws:iam::root" }), ["everyone"]],
        "everybody with a secret": [trust("*", when("StringEquals", "sts:ExternalId", "7f3a")), ["everyone"]],
        "whoever any provider vouches for": [trust({ Federated: "*" }), ["everyone"]],
        "every service": [
          trust({ Service: "*" }),
          ["any-service"],
          "statement number 1 lets every AWS service assume the role. To mend it: name the service, such as ec2.amazonaws.com.",
        ],
        "everybody but one": [
          { Effect: "Allow", NotPrincipal: { AWS: root(OWN) }, Action: "sts:AssumeRole" },
          ["not-principal"],
          "statement number 1 lets everybody but the named assume the role, with NotPrincipal; only Principal is allowed. To mend it: name who may assume it in Principal.",
        ],
        "a foreign account": [
          trust({ AWS: root("444455556666") }),
          ["foreign-account"],
          "statement number 1 lets everybody of account '444455556666' assume the role without a condition, and the account is neither yours nor among the trusted. To mend it: name the role in that account, or add a condition on sts:ExternalId; where the account is your own, name it in allowedAccountIds of the provider.",
        ],
        "a foreign account, with an empty external id": [
          trust({ AWS: "444455556666" }, when("StringEquals", "sts:ExternalId", "")),
          ["foreign-account"],
        ],
      },
    }),
  );
});
