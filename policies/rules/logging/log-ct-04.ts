import { retentionRules, staysInJurisdiction } from "../../../content/retention";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Unknown } from "../../evaluation/reader";
import { claimOf, LONGEST_KEPT } from "../../evaluation/record-class";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { coverageOf, type Coverage } from "./data-events";

const TRAIL = "aws:cloudtrail/trail:Trail";
const STORE = "aws:cloudtrail/eventDataStore:EventDataStore";
const BUCKET = "aws:s3/bucket:Bucket";
const TABLE = "aws:dynamodb/table:Table";

/** How CloudTrail calls what happens inside of each. */
const OBJECTS = "AWS::S3::Object";
const ITEMS = "AWS::DynamoDB::Table";

export const recordsLeaveATrace: StackRule = {
  id: "LOG-CT-04",
  slug: "records-leave-a-trace",
  title: "Data events are recorded for regulated buckets and tables",
  severity: "high",
  types: ["aws:cloudtrail/trail:Trail", "aws:cloudtrail/eventDataStore:EventDataStore"],
  controls: {
    soc2: ["CC7.2", "CC6.1"],
    pci: ["10.2.1.1", "10.2.1.3"],
    gdpr: ["30(1)(g)"],
    iso27001: ["A.8.15"],
    sec17a4: ["17a-4(f)(2)(i)(A)"],
  },
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
  remediation:
    "Give the trail event selectors for AWS::S3::Object and AWS::DynamoDB::Table, for reads and writes of everything that is regulated or personal.",
  scope: "stack",
  siblings: [BUCKET, TABLE],
  check(resource, stack) {
    const outcomes = judgeRecorder(resource, stack);
    if (outcomes.every(({ kind }) => kind === "pass")) return outcomes;
    // A dedicated store or trail beside it may record what this one does not.
    const others = [...stack.ofType(STORE), ...(resource.type === STORE ? stack.ofType(TRAIL) : [])];
    const verdicts = others
      .filter(({ urn }) => urn !== resource.urn)
      .map((other) => ({ urn: other.urn, verdict: judgeRecorder(other, stack) }));
    if (verdicts.some(({ verdict }) => verdict.every(({ kind }) => kind === "pass"))) {
      return notApplicable("another recorder of the stack records data events");
    }
    const open = verdicts.flatMap(({ urn, verdict }) =>
      verdict.flatMap((outcome) => (outcome.kind === "undetermined" ? [{ ...outcome, related: urn }] : [])),
    );
    return open.length > 0 && outcomes.some(({ kind }) => kind === "violation") ? open : outcomes;
  },
};

function judgeRecorder(recorder: Resource, stack: Stack): readonly Outcome[] {
  const objects = coverageOf(recorder, OBJECTS);
  const judged = judgeKind(objects, OBJECTS, "no-object-events", "which objects were read or written");
  if (judged.kind !== "pass") return [judged];
  const left = stack
    .ofType(BUCKET)
    .flatMap((bucket) => whenRegulated(bucket, () => judgeBucket(bucket, recorder, objects, stack)));
  const tables = stack
    .ofType(TABLE)
    .flatMap((table) =>
      whenRegulated(table, () =>
        judgeKind(
          coverageOf(recorder, ITEMS),
          ITEMS,
          "no-item-events",
          "which items of regulated tables were read or written",
        ),
      ),
    );
  // One word for all tables: a selector for items covers them all.
  const items = tables.find(({ kind }) => kind === "violation") ?? tables[0];
  return allOf([judged, ...left, ...(items === undefined ? [] : [items])]);
}

/** What is asked for a regulated store; where its tags are not known, a violation is none yet. */
function whenRegulated(store: Resource, judgeIt: () => Outcome): readonly Outcome[] {
  const regulated = isRegulated(store);
  if (regulated === false) return [];
  const outcome = judgeIt();
  return [regulated === true || outcome.kind !== "violation" ? outcome : undetermined(regulated, store.urn)];
}

function judgeKind(
  { reads, writes, unknown }: Coverage,
  type: string,
  reason: string,
  missing: string,
): Outcome {
  if (reads && writes) return pass;
  if (unknown !== undefined) return undetermined(unknown);
  const found = reads ? "reads only" : writes ? "writes only" : "none";
  return violation(reason, {
    message: `of data events of type ${type} ${found} are recorded, so that nobody can tell ${missing}; reads and writes are required`,
    fix: `add an event selector with readWriteType All and data resources of type ${type}`,
    property: "eventSelectors",
  });
}

/** A list of buckets has to name every regulated one. */
function judgeBucket(
  bucket: Resource,
  recorder: Resource,
  { places, all, unknown }: Coverage,
  stack: Stack,
): Outcome {
  if (all) return pass;
  const flows = ["eventSelectors", "advancedEventSelectors"].some((property) =>
    stack.sources(recorder, property, [BUCKET]).includes(bucket.urn),
  );
  const name = bucket.inputs.at("bucket").filledText();
  const named =
    name.state === "value" && places.some((place) => `arn:aws:s3:::${name.value}/`.startsWith(place));
  if (flows || named) return pass;
  if (unknown !== undefined) return undetermined(unknown);
  if (name.state === "unknown") return undetermined(name, bucket.urn);
  return violation("bucket-left-out", {
    message: `the event selectors name buckets, and ${bucket.name}, whose tags say that it is regulated or personal, is not among them`,
    fix: "record data events of all buckets (arn:aws:s3), or add the bucket's ARN with a slash",
    property: "eventSelectors",
    related: bucket.urn,
  });
}

/** Whether a store says that it holds what a regulator or a person may ask about. One that says nothing is TAG-01's business. */
function isRegulated(resource: Resource): boolean | Unknown {
  const claim = claimOf(resource, "resource", [LONGEST_KEPT]);
  if (claim.state === "unknown") return claim;
  return (
    claim.state === "classes" &&
    claim.claimed &&
    claim.classes.some((recordClass) => {
      const { classification, immutability } = retentionRules[recordClass];
      return staysInJurisdiction(classification) || immutability === "compliance-lock";
    })
  );
}
