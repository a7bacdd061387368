import { testRule } from "../../testing/cases";
import { allow, policyCases } from "../../testing/policy-cases";
import { noServiceWideWildcards } from "./acc-iam-02";

const rest =
  "which is every action of the service, those of the future included; named actions, or a prefix such as logs:Describe*, are required. To mend it: name the actions that are needed.";

describe("ACC-IAM-02", () => {
  testRule(
    noServiceWideWildcards,
    policyCases({
      type: "aws:iam/rolePolicy:RolePolicy",
      complies: {
        "named actions": allow(["s3:GetObject", "s3:PutObject"]),
        "a prefix": allow("logs:Describe*"),
        "a star in the middle": allow("s3:Get*Acl"),
        "every action of a service, denied": { ...allow("s3:*"), Effect: "Deny" },
        "every action but some, denied": { Effect: "Deny", NotAction: "s3:*", Resource: "*" },
        "no action": allow([]),
        "one letter of a service": allow("s3:?etObject"),
        "what is no action": allow("nonsense"),
      },
      breaks: {
        "every action of a service": [
          allow("s3:*"),
          ["service-wildcard"],
          `statement number 1 allows 's3:*', ${rest}`,
        ],
        "every action of two services": [
          allow(["ec2:*", "s3:GetObject", "KMS:*"], "*", { Sid: "Wide" }),
          ["service-wildcard"],
          `statement 'Wide' allows 'ec2:*', 'KMS:*', ${rest}`,
        ],
        "every action of a service on one bucket": [allow("s3:*", "arn:aws:s3:::logs"), ["service-wildcard"]],
        "every action there is": [
          allow("*"),
          ["every-action"],
          "statement number 1 allows every action of every service, those of the future included; named actions are required. To mend it: name the actions that are needed.",
        ],
        "every action, and every one of a service": [
          allow(["*", "s3:*"]),
          ["every-action", "service-wildcard"],
        ],
        "every action of every service": [allow("*:*"), ["every-action"]],
        "two stars": [allow("s3:**"), ["service-wildcard"]],
        "every action of services that begin alike": [allow("s3*:*"), ["service-wildcard"]],
        "every action but some": [
          { Effect: "Allow", NotAction: ["iam:*"], Resource: "*" },
          ["not-action"],
          "statement number 1 allows with NotAction, which gives every action of every service but the named, those of the future included; only Action is allowed. To mend it: name what is allowed in Action.",
        ],
      },
    }),
  );
});
