import { testRule } from "../../testing/cases";
import { allowTo, policyCases, when } from "../../testing/policy-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { crossAccountAccessIsListed } from "./acc-s3-05";

const OWN = "111122223333";
const provider = { allowedAccountIds: JSON.stringify([OWN]) };
const FIX =
  "take the account out, or name it with its owner and the reason in content/trusted-accounts.ts, or in allowedAccountIds of the provider where it is your own";
const read = (principal: unknown, rest: object = {}) => allowTo(principal, "s3:GetObject", rest);
const root = (account: string) => `arn:aws:iam::${account}:root`;

const replication = (account: unknown, own: Given["provider"] = provider): [Given] => [
  {
    type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    name: "logs",
    inputs: { rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::copy", account } }] },
    ...(own !== undefined && { provider: own }),
  },
];

describe("ACC-S3-05", () => {
  testRule(crossAccountAccessIsListed, [
    ...policyCases({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      provider,
      complies: {
        "its own account": read({ AWS: root(OWN) }),
        "a role of its own account": read({ AWS: [`arn:aws:iam::${OWN}:role/reader`, OWN] }),
        "a service": read({ Service: "cloudtrail.amazonaws.com" }),
        "AWS' account for the logs of load balancers": read({ AWS: root("127311923021") }),
        "a canonical user, who is the owner": read({ CanonicalUser: "79a59df900b949e55d96a1e698fbaced" }),
        "a foreign account, denied": { ...read({ AWS: root("444455556666") }), Effect: "Deny" },
        "everybody, which is another rule's business": read("*"),
      },
      breaks: {
        "a foreign account": [
          read({ AWS: root("444455556666") }),
          ["foreign-account"],
          `statement number 1 lets in '${root("444455556666")}', of an account that is neither yours nor among the trusted. To mend it: ${FIX}.`,
        ],
        "a role of a foreign account": [
          read({ AWS: "arn:aws:iam::444455556666:role/x" }),
          ["foreign-account"],
        ],
        "a foreign account by its number": [read({ AWS: "444455556666" }), ["foreign-account"]],
        "a foreign account beside its own": [
          read({ AWS: [root(OWN), root("444455556666")] }),
          ["foreign-account"],
        ],
        "a foreign account under a condition": [
          read({ AWS: "444455556666" }, when("Bool", "aws:SecureTransport", "true")),
          ["foreign-account"],
        ],
        "a foreign account in two statements": [
          [read({ AWS: "444455556666" }), read({ AWS: "777788889999" })],
          ["foreign-account", "foreign-account"],
        ],
      },
    }),
    ...policyCases({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      complies: {},
      breaks: {
        "an account, where nobody says which is one's own": [read({ AWS: OWN }), ["foreign-account"]],
      },
    }),
    ...policyCases({
      type: "aws:s3/bucketPolicy:BucketPolicy",
      provider: { assumeRoles: [{ roleArn: `arn:aws:iam::${OWN}:role/deploy` }] },
      complies: { "the account of the role that deploys": read({ AWS: OWN }) },
      breaks: {},
    }),
    { title: "copies inside the account", resources: replication(OWN), expect: ["pass"] },
    { title: "copies to nowhere in particular", resources: replication(undefined), expect: ["pass"] },
    {
      title: "copies to a foreign account",
      resources: replication("444455556666"),
      expect: ["violation foreign-destination"],
      message: `the bucket is replicated to account '444455556666', which is neither yours nor among the trusted. To mend it: ${FIX}.`,
    },
    {
      title: "copies to an account that is not known",
      resources: replication(UNKNOWN),
      expect: ["undetermined rules[0].destination.account"],
    },
    {
      title: "no copies",
      resources: [{ type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig", name: "none" }],
      expect: ["notApplicable"],
      message: "it replicates nothing",
    },
  ]);
});
