/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import type { Recording } from "../components/testing/record";
import { EXPECTED_TYPE } from "../content/landing-zone";
import { recordStack, recordStacks, STACKS } from "./testing/stacks";

const elsewhere = {
  trail: "managed-elsewhere",
  config: "managed-elsewhere",
  guardDuty: "managed-elsewhere",
  securityHub: "managed-elsewhere",
} as const;
/** Modules of which the account's landing zone may own everything. */
const LANDING_ZONE = /^aws:(cloudtrail|cfg|guardduty|securityhub)\//;

interface Statement {
  readonly Sid: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string[]>>>>;
}
const statementsOf = (text: unknown): Statement[] =>
  (JSON.parse(String(text)) as { Statement: Statement[] }).Statement;

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 60_000;

describe("audit of the regions", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  before(async () => {
    recordings = await recordStacks();
  });
  const of = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);

  it("makes what exists once an account in the hub alone", () => {
    for (const stack of STACKS) {
      const recording = of(stack);
      const hub = stack === "us-east-1";
      assert.equal(recording.ofType("aws:iam/serviceLinkedRole:ServiceLinkedRole").length, hub ? 1 : 0);
      const recorder = recording.get("aws:cfg/recorder:Recorder", "config-recorder");
      assert.equal(recorder.inputs["recordingGroup"].includeGlobalResourceTypes, true);
    }
    assert.deepEqual(
      STACKS.map((stack) => of(stack).ofType("aws:cloudtrail/trail:Trail").length),
      [1, 0, 1],
    );
  });

  it("records who reads and writes in every locked bucket, in its own jurisdiction", () => {
    const watched = (stack: string): string[] => {
      const [trail] = of(stack).ofType("aws:cloudtrail/trail:Trail");
      return (trail?.inputs["advancedEventSelectors"] as { fieldSelectors: { startsWiths?: string[] }[] }[])
        .flatMap(({ fieldSelectors }) => fieldSelectors)
        .flatMap(({ startsWiths = [] }) => startsWiths);
    };
    for (const [keeper, stacks] of [
      ["us-east-1", ["us-east-1", "us-west-2"]],
      ["eu-west-1", ["eu-west-1"]],
    ] as const) {
      const locked = stacks
        .flatMap((stack) =>
          of(stack).ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"),
        )
        .map(({ inputs }) => `arn:aws:s3:::${inputs["bucket"]}/`);
      assert.equal(locked.length, 2 * (3 * stacks.length + 1));
      assert.deepEqual(
        locked.filter((arn) => !watched(keeper).includes(arn)),
        [],
      );
    }
  });

  it("logs access to every bucket in a bucket of the same region, which expects it", () => {
    for (const stack of STACKS) {
      const recording = of(stack);
      const regionIn = (inputs: Readonly<Record<string, unknown>>) => inputs["region"] ?? stack;
      const buckets = recording.ofType("aws:s3/bucket:Bucket").map(({ inputs }) => inputs);
      const targets = buckets.filter(({ bucket }) => /-access-logs(-copy)?$/.test(bucket));
      assert.equal(targets.length, 2);
      for (const bucket of buckets.filter((each) => !targets.includes(each))) {
        const logging = recording
          .ofType("aws:s3/bucketLogging:BucketLogging")
          .find(({ inputs }) => inputs["bucket"] === bucket["bucket"]);
        const target = targets.find((each) => each["bucket"] === logging?.inputs["targetBucket"]);
        assert.equal(target && regionIn(target), regionIn(bucket), bucket["bucket"]);
        const policy = recording
          .ofType("aws:s3/bucketPolicy:BucketPolicy")
          .find(({ inputs }) => inputs["bucket"] === target?.["bucket"]);
        const taken = statementsOf(policy?.inputs["policy"]).find(({ Sid }) => Sid === "TakeAccessLogs");
        assert.ok(
          taken?.Condition?.["ArnEquals"]?.["aws:SourceArn"]?.includes(`arn:aws:s3:::${bucket["bucket"]}`),
          bucket["bucket"],
        );
      }
    }
  });

  it("lets everyone who delivers use bucket and key, and keeps the bucket of AWS Config free of locks", () => {
    for (const stack of STACKS) {
      const recording = of(stack);
      const policy = recording.get("aws:s3/bucketPolicy:BucketPolicy", "security-logs-source-policy");
      const allowed = statementsOf(policy.inputs["policy"]).map(({ Sid }) => Sid);
      for (const sid of ["AWSLogDeliveryWrite", "LetConfigDeliver", "LetGuardDutyDeliver"])
        assert.ok(allowed.includes(sid), sid);
      const key = recording.get("aws:kms/key:Key", "audit-data-key").inputs["policy"];
      const uses = statementsOf(key).map(({ Sid }) => Sid);
      const trail = stack === "us-west-2" ? [] : ["UseForTrails", "UseForLogGroups"];
      for (const sid of ["UseForFlowLogs", "UseForConfig", "UseForGuardDuty", "UseForEvents", ...trail])
        assert.ok(uses.includes(sid), `${sid} in ${stack}`);
      assert.equal(uses.includes("UseForTrails"), trail.length > 0);
      const channel = recording.get("aws:cfg/deliveryChannel:DeliveryChannel", "config-channel");
      const locked = recording
        .ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
        .map(({ inputs }) => inputs["bucket"]);
      assert.ok(!locked.includes(channel.inputs["s3BucketName"]));
    }
  });

  it("lets every bucket that announces use the key of its queue", () => {
    for (const stack of STACKS) {
      const recording = of(stack);
      const key = recording.get("aws:kms/key:Key", "audit-data-key").inputs["policy"];
      const announcing = statementsOf(key).find(({ Sid }) => Sid === "UseForAnnouncements");
      assert.deepEqual(
        recording
          .ofType("aws:s3/bucketNotification:BucketNotification")
          .map(({ inputs }) => `arn:aws:s3:::${inputs["bucket"]}`)
          .sort(),
        announcing?.Condition?.["ArnEquals"]?.["aws:SourceArn"],
      );
    }
  });

  it("counts on the landing zone where settings say so, makes nothing of it, and says what it counts on", async () => {
    for (const stack of STACKS) {
      const recording = await recordStack(stack, { audit: elsewhere });
      assert.deepEqual(
        recording.resources.filter(({ type }) => LANDING_ZONE.test(type)),
        [],
      );
      const expected = recording.ofType(EXPECTED_TYPE).map(({ name }) => name);
      assert.deepEqual(expected.sort(), [
        "expected-config",
        "expected-guard-duty",
        "expected-security-hub",
        // Where no trail would be made, none is expected.
        ...(stack === "us-west-2" ? [] : ["expected-trail"]),
      ]);
      assert.ok(!recording.lines.some((line) => line.includes("trail-source")));
      const key = recording.get("aws:kms/key:Key", "audit-data-key").inputs["policy"];
      assert.ok(!statementsOf(key).some(({ Sid }) => Sid === "UseForTrails"));
      // Findings are events of the account, whoever owns the detector.
      assert.deepEqual(
        recording
          .ofType("aws:cloudwatch/eventRule:EventRule")
          .filter(({ inputs }) => /guardduty|securityhub/.test(String(inputs["eventPattern"])))
          .map(({ name }) => name),
        ["findings-feed-rule"],
      );
    }
  });

  it("expects nothing from elsewhere by default", () => {
    for (const stack of STACKS) assert.deepEqual(of(stack).ofType(EXPECTED_TYPE), []);
  });
});
