import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { bucketsRefusePlainHttp } from "./enc-s3-03";

const BUCKET = "aws:s3/bucket:Bucket";
const ARN = "arn:aws:s3:::logs";
const FIX =
  "deny s3:* to everyone on the bucket and on its objects (ARN and ARN/*) under the condition Bool aws:SecureTransport false";
const REQUIRED = "a statement that denies s3:* to everyone without TLS is required";

const deny = (rest: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [ARN, `${ARN}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...rest,
});
const bucket = (inputs: Record<string, unknown> = {}): Given => ({
  type: BUCKET,
  name: "logs",
  inputs: { bucket: "logs", ...inputs },
});
const text = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const policy = (document: unknown): Given => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "logs",
  inputs: { bucket: "logs", policy: document },
});
const both = (...statements: readonly object[]): [Given, Given] => [bucket(), policy(text(...statements))];

describe("ENC-S3-03", () => {
  testRule(bucketsRefusePlainHttp, [
    { title: "everything denied without TLS", resources: both(deny()), expect: ["pass"] },
    {
      title: "everything denied without TLS, in the bucket",
      resources: [bucket({ policy: text(deny()) })],
      expect: ["pass"],
    },
    {
      title: "nothing denied, in the policy of what may be a bucket that has another one",
      resources: [
        policy(text()),
        bucket({ bucket: UNKNOWN }),
        {
          ...policy(text(deny())),
          name: "own",
          inputs: { bucket: UNKNOWN, policy: text(deny()) },
          from: { bucket: [`${BUCKET} logs`] },
        },
      ],
      expect: ["undetermined bucket"],
    },
    { title: "an object as policy", resources: [bucket(), policy({ Statement: deny() })], expect: ["pass"] },
    {
      title: "everybody with an account, every action, every resource",
      resources: both(deny({ Principal: { AWS: "*" }, Action: "*", Resource: "*" })),
      expect: ["pass"],
    },
    {
      title: "a boolean in lists",
      resources: both(deny({ Action: ["s3:*"], Condition: { Bool: { "AWS:SecureTransport": [false] } } })),
      expect: ["pass"],
    },
    {
      title: "a statement each for the bucket and its objects",
      resources: both(deny({ Resource: ARN }), deny({ Resource: `${ARN}/*` })),
      expect: ["pass"],
    },
    {
      title: "one of many statements",
      resources: both(
        { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "s3:GetObject", Resource: `${ARN}/*` },
        deny(),
      ),
      expect: ["pass"],
    },
    {
      title: "a bucket that is still to be made",
      resources: [
        bucket({ bucket: UNKNOWN }),
        {
          type: "aws:s3/bucketPolicy:BucketPolicy",
          name: "logs",
          inputs: { bucket: UNKNOWN, policy: text(deny()) },
          from: { bucket: [`${BUCKET} logs`] },
        },
      ],
      expect: ["pass"],
    },
    { title: "a policy of a bucket from elsewhere", resources: [policy(text(deny()))], expect: ["pass"] },
    {
      title: "a policy that belongs to a bucket of the stack",
      resources: [policy(text()), bucket()],
      expect: [],
    },
    {
      title: "no policy",
      resources: [bucket()],
      expect: ["violation no-policy"],
      message: `the bucket has no policy, so that S3 answers over plain HTTP, too; ${REQUIRED}. To mend it: give the bucket a BucketPolicy: ${FIX}.`,
    },
    {
      title: "an empty policy",
      resources: both(),
      expect: ["violation plain-http"],
      message: `no statement of the bucket's policy denies everyone what is asked without TLS; ${REQUIRED}. To mend it: ${FIX}.`,
    },
    {
      title: "an allowance under TLS, which takes nothing from who is allowed elsewhere",
      resources: both({ ...deny(), Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      expect: ["violation plain-http"],
    },
    {
      title: "everything denied with TLS",
      resources: both(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } })),
      expect: ["violation plain-http"],
    },
    {
      title: "only uploads denied",
      resources: both(deny({ Action: "s3:PutObject" })),
      expect: ["violation partly"],
      message: `the bucket's policy denies only some actions without TLS, or denies them only on the bucket or only on its objects; ${REQUIRED}, on both. To mend it: ${FIX}.`,
    },
    {
      title: "only the objects",
      resources: both(deny({ Resource: `${ARN}/*` })),
      expect: ["violation partly"],
    },
    { title: "only the bucket", resources: both(deny({ Resource: [ARN] })), expect: ["violation partly"] },
    {
      title: "only one role",
      resources: both(deny({ Principal: { AWS: "arn:aws:iam::111122223333:role/x" } })),
      expect: ["violation plain-http"],
    },
    {
      title: "only from one address",
      resources: both(
        deny({
          Condition: {
            Bool: { "aws:SecureTransport": "false" },
            IpAddress: { "aws:SourceIp": "203.0.113.7" },
          },
        }),
      ),
      expect: ["violation plain-http"],
    },
    {
      title: "a policy of a bucket from elsewhere that denies nothing",
      resources: [policy(text())],
      expect: ["violation plain-http"],
    },
    {
      title: "a policy that is not known",
      resources: [bucket(), policy(UNKNOWN)],
      expect: ["undetermined policy"],
      message: "policy is not known before the update",
    },
    {
      title: "a policy of a bucket that is not known",
      resources: [bucket({ bucket: UNKNOWN }), policy(text(deny()))],
      expect: ["undetermined bucket"],
    },
    {
      title: "a resource that is not known",
      resources: [bucket(), policy({ Statement: deny({ Resource: [ARN, UNKNOWN] }) })],
      expect: ["undetermined policy.Statement.Resource[1]"],
    },
  ]);
});
