import { every, isOpen, some, type Answer } from "../../evaluation/answer";
import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Conditions } from "../../evaluation/policy-document/conditions";
import { policyDocument, type Statement } from "../../evaluation/policy-document/document";
import { isEveryone } from "../../evaluation/policy-document/principals";
import { selects, type Selection } from "../../evaluation/policy-document/selection";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

const FIX =
  "deny s3:* to everyone on the bucket and on its objects (ARN and ARN/*) under the condition Bool aws:SecureTransport false";
const REQUIRED = "a statement that denies s3:* to everyone without TLS is required";

export const bucketsRefusePlainHttp: StackRule = {
  id: "ENC-S3-03",
  slug: "buckets-refuse-plain-http",
  title: "S3 bucket policy denies requests without TLS",
  severity: "high",
  controls: {
    soc2: ["CC6.1", "CC6.7"],
    pci: ["4.2.1", "2.2.7"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24", "A.5.14"],
  },
  scope: "stack",
  types: [BUCKET, POLICY],
  siblings: [],
  remediation:
    "Deny s3:* to everyone on the bucket and on its objects under the condition Bool aws:SecureTransport false.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  check: (resource, stack) =>
    resource.type === BUCKET ? judgeBucket(resource, stack) : judgeStray(resource, stack),
};

function judgeBucket(bucket: Resource, stack: Stack): readonly Outcome[] {
  const inline = bucket.inputs.at("policy");
  const { certain, doubts } = stack.children(bucket, POLICY, "bucket");
  const places: (readonly [Reader, string | undefined])[] = certain.map((policy) => [
    policy.inputs.at("policy"),
    policy.urn,
  ]);
  if (inline.state !== "absent") places.push([inline, undefined]);
  if (places.length > 0) return judgePlaces(places);
  if (doubts.length > 0) return doubts.map(({ unknown, urn }) => undetermined(unknown, urn));
  return [
    violation("no-policy", {
      message: `the bucket has no policy, so that S3 answers over plain HTTP, too; ${REQUIRED}`,
      fix: `give the bucket a BucketPolicy: ${FIX}`,
      property: "policy",
    }),
  ];
}

/** A policy whose bucket is not in this stack is judged on its own; else it is the bucket's business. */
function judgeStray(policy: Resource, stack: Stack): readonly Outcome[] {
  return judgedAlone(policy, stack, ["bucket", BUCKET], () =>
    judgePlaces([[policy.inputs.at("policy"), undefined]]),
  );
}

/** What a bucket's policies say together: one statement may be about the bucket and another one about its objects. */
function judgePlaces(places: readonly (readonly [Reader, string | undefined])[]): readonly Outcome[] {
  const statements: Statement[] = [];
  const open: Outcome[] = [];
  for (const [place, related] of places) {
    const document = policyDocument(place);
    if (document.state === "unknown") open.push(undetermined(document, related));
    if (document.state !== "value") continue;
    statements.push(...document.value.statements);
    open.push(...document.value.open.map((unknown) => undetermined(unknown, related)));
  }
  const related = places[0]?.[1];
  const refusing = (covers: (resources: Selection) => Answer): Answer =>
    some(
      statements.map((statement) =>
        every([refuses(statement), selects(statement.actions, "s3:*"), covers(statement.resources)]),
      ),
    );
  const answer = every([refusing(coverBucket), refusing(coverObjects)]);
  if (answer === true) return [pass];
  if (isOpen(answer)) open.push(undetermined(answer, related));
  return open.length > 0 ? open : [acceptsHttp(some(statements.map(refuses)) === true, related)];
}

function acceptsHttp(partly: boolean, related: string | undefined): Outcome {
  return violation(partly ? "partly" : "plain-http", {
    message: partly
      ? `the bucket's policy denies only some actions without TLS, or denies them only on the bucket or only on its objects; ${REQUIRED}, on both`
      : `no statement of the bucket's policy denies everyone what is asked without TLS; ${REQUIRED}`,
    fix: FIX,
    property: "policy",
    ...(related !== undefined && { related }),
  });
}

/** Whether a statement refuses everyone something without TLS. */
function refuses({ denies, principals, conditions }: Statement): Answer {
  return every([denies, isEveryone(principals), principals?.except !== true, onlyPlainHttp(conditions)]);
}

/** The objects are what ends with a star. S3 refuses a policy that names another bucket, so that its name need not be compared. */
function coverObjects({ except, patterns, open }: Selection): Answer {
  return every([!except, some([patterns.some((pattern) => pattern.endsWith("*")), ...open])]);
}

function coverBucket({ except, patterns, open }: Selection): Answer {
  return every([!except, some([patterns.some((pattern) => !pattern.endsWith("/*")), ...open])]);
}

/** Holds for every request without TLS: a further condition would let some of them through. */
function onlyPlainHttp({ list, open }: Conditions): Answer {
  const [only, ...further] = list;
  if (only === undefined) return open[0] ?? false;
  const holds =
    only.key === "aws:securetransport" && only.operator === "bool" && only.quantifier !== "foranyvalue";
  const value =
    only.open[0] ?? (only.values.length > 0 && only.values.every((text) => text.toLowerCase() === "false"));
  return every([further.length === 0, holds, value, ...open]);
}
