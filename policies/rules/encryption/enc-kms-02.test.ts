import { testRule } from "../../testing/cases";
import { allowTo, policyCases, publicStatements, when } from "../../testing/policy-cases";
import { keyPoliciesNameTheirUsers } from "./enc-kms-02";

const OWN = "111122223333";
const FIX =
  "name the actions that it needs, such as kms:Decrypt and kms:GenerateDataKey*, or add a condition";

describe("ENC-KMS-02", () => {
  testRule(keyPoliciesNameTheirUsers, [
    ...policyCases({ type: "aws:kms/key:Key", ...publicStatements("the key", "kms:Decrypt") }),
    ...policyCases({
      type: "aws:kms/keyPolicy:KeyPolicy",
      provider: { allowedAccountIds: [OWN] },
      complies: {
        "everything for its own account": allowTo({ AWS: `arn:aws:iam::${OWN}:root` }, "kms:*"),
        "everything for a role of its own account": allowTo(
          { AWS: `arn:aws:iam::${OWN}:role/keys` },
          "kms:*",
        ),
        "some actions for a foreign account": allowTo({ AWS: "444455556666" }, ["kms:Decrypt"]),
        "everything for a service on its own account's behalf": allowTo(
          { Service: "logs.amazonaws.com" },
          "kms:*",
          when("StringEquals", "aws:SourceAccount", OWN),
        ),
        "every caller of its own account": allowTo(
          { AWS: "*" },
          "kms:*",
          when("StringEquals", "kms:CallerAccount", OWN),
        ),
      },
      breaks: {
        "everything for a foreign account": [
          allowTo({ AWS: "arn:aws:iam::444455556666:root" }, "kms:*"),
          ["every-action-for-others"],
          `statement number 1 allows every action to 'arn:aws:iam::444455556666:root', which is not your account, without a condition. To mend it: ${FIX}.`,
        ],
        "everything for a service": [
          allowTo({ Service: "logs.us-east-1.amazonaws.com" }, ["kms:*"]),
          ["every-action-for-others"],
        ],
        "everything for everybody": [allowTo("*", "kms:*"), ["everyone"]],
      },
    }),
  ]);
});
