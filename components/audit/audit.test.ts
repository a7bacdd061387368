/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record, type Recording } from "../testing/record";

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("the audit of an account", function () {
  this.timeout(PATIENCE_MS);
  // Each component as somebody would use it alone: the examples are the tests' programs.
  let trail: Recording;
  let region: Recording;
  let feeds: Recording;
  before(async () => {
    trail = await record(() => import("../../docs/examples/audit-trail.js"));
    region = await record(() => import("../../docs/examples/security-records.js"));
    feeds = await record(() => import("../../docs/examples/security-feeds.js"));
  });
  const inputs = (recording: Recording, type: string, name: string) => recording.get(type, name).inputs;

  it("has a trail over all regions, validated, encrypted, in a bucket and in a log group", () => {
    const made = inputs(trail, "aws:cloudtrail/trail:Trail", "audit-trail");
    const { advancedEventSelectors, ...settings } = made;
    assert.deepEqual(settings, {
      name: "acme-staging-us-east-1-audit",
      s3BucketName: "acme-staging-us-east-1-trail",
      kmsKeyId: "arn:of:audit-key-key",
      enableLogging: true,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      cloudWatchLogsGroupArn: "arn:of:audit-logs:*",
      cloudWatchLogsRoleArn: "arn:of:audit-role",
      tags: { "record-class": "pci-audit", "data-classification": "confidential" },
    });
    assert.deepEqual(
      advancedEventSelectors.map(({ name }: { name: string }) => name),
      ["Management events", "Objects of watched buckets", "Objects of logs, without their delivery"],
    );
    const group = inputs(trail, "aws:cloudwatch/logGroup:LogGroup", "audit-logs");
    assert.deepEqual(
      [group["retentionInDays"], group["kmsKeyId"], group["tags"]],
      [365, "arn:of:audit-key-key", { "record-class": "pci-audit", "data-classification": "confidential" }],
    );
  });

  it("has a trail that waits for its bucket's policy and key", () => {
    const { dependsOn } = trail.get("aws:cloudtrail/trail:Trail", "audit-trail");
    for (const needed of ["trail-source-policy", "trail-source-encryption", "audit-role-policy"])
      assert.ok(dependsOn.includes(needed), `${needed} of ${dependsOn.join(", ")}`);
  });

  it("lets the trail alone take the role, and write to its own streams", () => {
    const role = inputs(trail, "aws:iam/role:Role", "audit-role");
    assert.deepEqual(JSON.parse(role["assumeRolePolicy"]).Statement[0].Condition, {
      StringEquals: {
        "aws:SourceAccount": ["111122223333"],
        "aws:SourceArn": ["arn:aws:cloudtrail:us-east-1:111122223333:trail/acme-staging-us-east-1-audit"],
      },
    });
    const { policy } = inputs(trail, "aws:iam/rolePolicy:RolePolicy", "audit-role-policy");
    assert.deepEqual(JSON.parse(policy).Statement[0].Resource, [
      "arn:aws:logs:us-east-1:111122223333:log-group:acme-staging-us-east-1-audit:log-stream:111122223333_CloudTrail_us-east-1*",
    ]);
  });

  it("records every resource, delivers with the bucket's key, and starts when it can deliver", () => {
    assert.deepEqual(inputs(region, "aws:cfg/recorder:Recorder", "config-recorder"), {
      name: "acme-staging-us-east-1-recorder",
      roleArn: "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    });
    const channel = region.get("aws:cfg/deliveryChannel:DeliveryChannel", "config-channel");
    assert.equal(channel.inputs["s3KmsKeyArn"], "arn:of:audit-key-key");
    assert.equal(channel.inputs["s3KeyPrefix"], "config");
    assert.ok(channel.dependsOn.includes("security-logs-source-policy"), channel.dependsOn.join(", "));
    const status = region.get("aws:cfg/recorderStatus:RecorderStatus", "config-status");
    assert.ok(status.dependsOn.includes("config-channel"));
    assert.equal(
      inputs(region, "aws:cfg/retentionConfiguration:RetentionConfiguration", "config-history")[
        "retentionPeriodInDays"
      ],
      365,
    );
    assert.equal(region.ofType("aws:iam/serviceLinkedRole:ServiceLinkedRole").length, 1);
  });

  it("detects threats in cluster, objects and run time, and exports what it finds", () => {
    const features = region
      .ofType("aws:guardduty/detectorFeature:DetectorFeature")
      .map(({ inputs: { name, status, additionalConfigurations } }) => [
        name,
        status,
        additionalConfigurations,
      ]);
    assert.deepEqual(features, [
      ["S3_DATA_EVENTS", "ENABLED", undefined],
      ["EKS_AUDIT_LOGS", "ENABLED", undefined],
      ["EBS_MALWARE_PROTECTION", "ENABLED", undefined],
      ["RDS_LOGIN_EVENTS", "ENABLED", undefined],
      ["LAMBDA_NETWORK_LOGS", "ENABLED", undefined],
      [
        "RUNTIME_MONITORING",
        "ENABLED",
        [
          { name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" },
          { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
          { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
        ],
      ],
    ]);
    const destination = region.get(
      "aws:guardduty/publishingDestination:PublishingDestination",
      "guardduty-export",
    );
    assert.deepEqual(destination.inputs, {
      detectorId: "guardduty-detector-id",
      destinationType: "S3",
      destinationArn: "arn:of:security-logs-source-bucket/guardduty",
      kmsKeyArn: "arn:of:audit-key-key",
    });
    assert.ok(destination.dependsOn.includes("security-logs-source-policy"));
  });

  it("judges by three standards, once AWS Config is on", () => {
    assert.deepEqual(
      region
        .ofType("aws:securityhub/standardsSubscription:StandardsSubscription")
        .map((one) => one.inputs["standardsArn"]),
      [
        "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0",
        "arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1",
        "arn:aws:securityhub:us-east-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
      ],
    );
    const hub = region.get("aws:securityhub/account:Account", "security-hub-hub");
    assert.deepEqual(hub.inputs, {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    assert.deepEqual(inputs(region, "aws:accessanalyzer/analyzer:Analyzer", "external-access-analyzer"), {
      analyzerName: "acme-staging-us-east-1-external-access",
      type: "ACCOUNT",
    });
  });

  it("announces new files in a queue of its own, encrypted, with a place for what could not be read", () => {
    const queue = inputs(feeds, "aws:sqs/queue:Queue", "security-logs-feed-queue");
    assert.deepEqual(queue, {
      name: "acme-staging-us-east-1-security-logs",
      kmsMasterKeyId: "arn:of:audit-key-key",
      messageRetentionSeconds: 1_209_600,
      visibilityTimeoutSeconds: 300,
      receiveWaitTimeSeconds: 20,
      redrivePolicy: '{"deadLetterTargetArn":"arn:of:security-logs-feed-dead","maxReceiveCount":5}',
      tags: { "record-class": "none", "data-classification": "confidential" },
    });
    assert.deepEqual(inputs(feeds, "aws:sqs/queue:Queue", "security-logs-feed-dead"), {
      name: "acme-staging-us-east-1-security-logs-dead",
      kmsMasterKeyId: "arn:of:audit-key-key",
      messageRetentionSeconds: 1_209_600,
      redriveAllowPolicy:
        '{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:111122223333:acme-staging-us-east-1-security-logs"]}',
      tags: { "record-class": "none", "data-classification": "confidential" },
    });
    const notification = feeds.get(
      "aws:s3/bucketNotification:BucketNotification",
      "security-logs-feed-announcements",
    );
    assert.deepEqual(
      notification.inputs["queues"].map(({ filterPrefix }: { filterPrefix: string }) => filterPrefix),
      ["flow-logs/", "config/", "guardduty/", "eks-audit/"],
    );
    assert.ok(notification.dependsOn.includes("security-logs-feed-policy"));
  });

  it("sends findings as events, and puts aside what it cannot send", () => {
    const rule = inputs(feeds, "aws:cloudwatch/eventRule:EventRule", "findings-feed-rule");
    assert.deepEqual(JSON.parse(rule["eventPattern"]), {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
    });
    const target = feeds.get("aws:cloudwatch/eventTarget:EventTarget", "findings-feed-target");
    assert.equal(target.inputs["arn"], "arn:of:findings-feed-queue");
    assert.deepEqual(target.inputs["deadLetterConfig"], { arn: "arn:of:findings-feed-dead" });
    for (const name of ["findings-feed-policy", "findings-feed-dead-policy"]) {
      assert.ok(target.dependsOn.includes(name), name);
      assert.deepEqual(
        JSON.parse(inputs(feeds, "aws:sqs/queuePolicy:QueuePolicy", name)["policy"]).Statement[1].Condition,
        {
          ArnEquals: {
            "aws:SourceArn": ["arn:aws:events:us-east-1:111122223333:rule/acme-staging-us-east-1-findings"],
          },
        },
      );
    }
  });

  it("streams the cluster's audit to the bucket, encrypted, with two filters of one log group", () => {
    const stream = inputs(
      feeds,
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
      "cluster-audit-stream",
    );
    assert.deepEqual(stream["serverSideEncryption"], {
      enabled: true,
      keyType: "CUSTOMER_MANAGED_CMK",
      keyArn: "arn:of:audit-key-key",
    });
    const { prefix, errorOutputPrefix, kmsKeyArn, compressionFormat } = stream["extendedS3Configuration"];
    assert.deepEqual(
      { prefix, errorOutputPrefix, kmsKeyArn, compressionFormat },
      {
        prefix: "eks-audit/!{timestamp:yyyy/MM/dd}/",
        errorOutputPrefix: "eks-audit-failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
        kmsKeyArn: "arn:of:audit-key-key",
        compressionFormat: "GZIP",
      },
    );
    assert.deepEqual(
      stream["extendedS3Configuration"].processingConfiguration.processors.map(
        ({ type }: { type: string }) => type,
      ),
      ["Decompression", "CloudWatchLogProcessing", "AppendDelimiterToRecord"],
    );
    const filters = feeds.ofType("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter");
    assert.deepEqual(
      filters.map(({ inputs: { logGroup, filterPattern, roleArn, destinationArn } }) => [
        logGroup,
        filterPattern,
        roleArn,
        destinationArn,
      ]),
      [
        [
          "/aws/eks/acme/cluster",
          '{ $.kind = "Event" }',
          "arn:of:cluster-audit-sender",
          "arn:of:cluster-audit-stream",
        ],
        [
          "/aws/eks/acme/cluster",
          '?"access granted" ?"access denied"',
          "arn:of:cluster-audit-sender",
          "arn:of:cluster-audit-stream",
        ],
      ],
    );
    const { policy } = inputs(feeds, "aws:iam/rolePolicy:RolePolicy", "cluster-audit-role-policy");
    assert.deepEqual(JSON.parse(policy).Statement[1].Resource, [
      "arn:aws:s3:::acme-staging-us-east-1-security-logs/eks-audit-failed/*",
      "arn:aws:s3:::acme-staging-us-east-1-security-logs/eks-audit/*",
    ]);
  });

  it("leaves nothing that cannot be deleted, where nothing has to last", () => {
    for (const recording of [trail, region, feeds]) {
      assert.deepEqual(
        recording.resources.filter(({ protect }) => protect),
        [],
      );
    }
  });
});
