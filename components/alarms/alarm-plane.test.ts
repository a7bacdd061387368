/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record, type Recording } from "../testing/record";
import { AlarmPlane, type AlarmPlaneArgs } from "./alarm-plane";
import { Heartbeat, type HeartbeatArgs } from "./heartbeat";

const scope = { organization: "acme", environment: "staging", region: "us-east-1" };
const args: AlarmPlaneArgs = {
  scope,
  account: "111122223333",
  keyArn: "arn:of:key",
  receivers: { emails: ["all@example.com"], pagerEmails: ["pager@example.com"] },
  watched: {
    natGateway: ["a", "b"].map((label) => ({ label, dimensions: { NatGatewayId: `nat-${label}` } })),
    cluster: [{ label: "platform", dimensions: { ClusterName: "c" } }],
  },
};
const make = (change: Partial<AlarmPlaneArgs> = {}): Promise<Recording> =>
  record(() => void new AlarmPlane("alarms", { ...args, ...change }));

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const arnOf = (recording: Recording, name: string) =>
  recording.get(METRIC_ALARM, name).inputs["alarmActions"];

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("AlarmPlane", function () {
  this.timeout(PATIENCE_MS);

  it("has an encrypted topic for each severity, and wakes the pager for P0 and P1 alone", async () => {
    const recording = await make();
    assert.deepEqual(
      recording
        .ofType("aws:sns/topic:Topic")
        .map(({ inputs }) => [inputs["name"], inputs["kmsMasterKeyId"], inputs["signatureVersion"]]),
      ["p0", "p1", "p2", "p3"].map((level) => [`acme-staging-us-east-1-alarms-${level}`, "arn:of:key", 2]),
    );
    assert.deepEqual(
      recording
        .ofType("aws:sns/topicSubscription:TopicSubscription")
        .filter(({ inputs }) => inputs["endpoint"] === "pager@example.com")
        .map(({ name }) => name),
      ["alarms-p0-pager@example.com", "alarms-p1-pager@example.com"],
    );
    assert.equal(recording.ofType("aws:sns/topicPolicy:TopicPolicy").length, 4);
  });

  it("pages once for two gateways, and notifies of each", async () => {
    const recording = await make();
    for (const zone of ["a", "b"])
      assert.deepEqual(arnOf(recording, `alarms-nat-gateway-ports-exhausted-${zone}`), ["arn:of:alarms-p3"]);
    const composites = recording.ofType("aws:cloudwatch/compositeAlarm:CompositeAlarm");
    assert.deepEqual(
      composites.map(({ inputs, dependsOn }) => [
        inputs["alarmRule"],
        inputs["alarmActions"],
        dependsOn.slice(0, 2),
      ]),
      [
        [
          'ALARM("acme-staging-us-east-1-nat-gateway-ports-exhausted-a") OR ALARM("acme-staging-us-east-1-nat-gateway-ports-exhausted-b")',
          ["arn:of:alarms-p1"],
          ["alarms-nat-gateway-ports-exhausted-a", "alarms-nat-gateway-ports-exhausted-b"],
        ],
      ],
    );
  });

  it("pages by itself where there is one subject, and tells of a failing paging topic through the other", async () => {
    const recording = await make();
    assert.deepEqual(arnOf(recording, "alarms-eks-api-server-silent-platform"), ["arn:of:alarms-p1"]);
    assert.deepEqual(arnOf(recording, "alarms-notifications-failing-p1"), ["arn:of:alarms-p0"]);
    assert.deepEqual(arnOf(recording, "alarms-notifications-failing-p0"), ["arn:of:alarms-p1"]);
  });

  it("makes no alarm on what there is nothing of", async () => {
    const names = (await make()).ofType(METRIC_ALARM).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => /ingest|database|hub-link|dead-letters|bucket|backup|replication/.test(name)),
      [],
    );
    const queues = await make({ watched: { queue: [{ label: "events", dimensions: { QueueName: "q" } }] } });
    assert.ok(queues.get(METRIC_ALARM, "alarms-dead-letters-waiting-events"));
  });

  it("counts the requests of the buckets that it watches", async () => {
    const recording = await make({ buckets: [{ label: "evidence", bucketName: "acme-evidence" }] });
    assert.deepEqual(
      recording.ofType("aws:s3/bucketMetric:BucketMetric").map(({ inputs }) => inputs),
      [{ bucket: "acme-evidence", name: "EntireBucket" }],
    );
    const [query] = recording.get(METRIC_ALARM, "alarms-bucket-failing-evidence").inputs["metricQueries"];
    assert.deepEqual(query.metric.dimensions, { BucketName: "acme-evidence", FilterId: "EntireBucket" });
  });

  it("has every alarm act and say what to do, and shows all of them on the dashboard", async () => {
    const recording = await make({ buckets: [{ label: "evidence", bucketName: "acme-evidence" }] });
    const alarms = recording.ofType(METRIC_ALARM);
    for (const { inputs, name } of alarms) {
      assert.ok(inputs["alarmActions"].length === 1 && inputs["okActions"].length === 1, name);
      assert.match(inputs["alarmDescription"], /Runbook: docs\/runbooks\/\w+\.md$/, name);
    }
    const [dashboard] = recording.ofType("aws:cloudwatch/dashboard:Dashboard");
    const { widgets } = JSON.parse(dashboard?.inputs["dashboardBody"]);
    const prefix = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:";
    assert.deepEqual(
      widgets[0].properties.alarms.toSorted(),
      alarms.map(({ inputs }) => `${prefix}${inputs["name"]}`).sort(),
    );
  });
});

const heartbeatArgs: HeartbeatArgs = {
  scope,
  account: "111122223333",
  watchingRegion: "us-west-2",
  publishers: ["arn:aws:iam::111122223333:role/alertmanager"],
  receivers: args.receivers,
  lifetime: "permanent",
};

describe("Heartbeat", function () {
  this.timeout(PATIENCE_MS);

  it("has nothing in the region that it watches", async () => {
    const { resources } = await record(() => void new Heartbeat("heartbeat", heartbeatArgs));
    const made = resources.filter(({ type }) => type.startsWith("aws:"));
    assert.deepEqual(new Set(made.map(({ inputs }) => inputs["region"])), new Set(["us-west-2"]));
    assert.equal(made.length, 9);
  });

  it("takes five minutes of silence for the worst, and says so where the pager hears it", async () => {
    const recording = await record(() => void new Heartbeat("heartbeat", heartbeatArgs));
    const { inputs } = recording.get(METRIC_ALARM, "heartbeat-alarm");
    assert.deepEqual(
      [inputs["name"], inputs["threshold"], inputs["evaluationPeriods"], inputs["treatMissingData"]],
      ["acme-staging-us-east-1-region-silent", 1, 5, "breaching"],
    );
    assert.deepEqual(inputs["metricQueries"][0].metric, {
      namespace: "AWS/SNS",
      metricName: "NumberOfMessagesPublished",
      dimensions: { TopicName: "acme-staging-us-east-1-heartbeat" },
      period: 60,
      stat: "Sum",
    });
    assert.deepEqual(inputs["alarmActions"], ["arn:of:heartbeat-action"]);
    assert.deepEqual(
      recording
        .ofType("aws:sns/topicSubscription:TopicSubscription")
        .map(({ inputs: told }) => told["endpoint"]),
      ["all@example.com", "pager@example.com"],
    );
  });

  it("refuses to be watched from its own region", async () => {
    await assert.rejects(
      record(() => void new Heartbeat("heartbeat", { ...heartbeatArgs, watchingRegion: "us-east-1" })),
      {
        message:
          "'watchingRegion' of a heartbeat should be another region than the one that is watched, got 'us-east-1'",
      },
    );
  });

  it("is shown by its example, together with the alarms", async () => {
    const recording = await record(async () => {
      const { pagingTopic, heartbeatTopic } = await import("../../docs/examples/alarm-plane.js");
      return { pagingTopic, heartbeatTopic };
    });
    assert.deepEqual(recording.outputs, {
      pagingTopic: "arn:of:alarms-p0",
      heartbeatTopic: "arn:of:heartbeat-topic",
    });
  });
});
