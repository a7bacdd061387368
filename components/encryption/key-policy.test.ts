import assert from "node:assert/strict";
import { keyPolicy } from "./key-policy";
import type { KeyUses } from "./key-uses";

const place = { account: "111122223333", region: "eu-west-1" };
const owner = { AWS: ["arn:aws:iam::111122223333:root"] };
interface Statement {
  Sid: string;
  Action: string[];
  Principal: unknown;
  Condition?: unknown;
}
const statementsOf = (uses: KeyUses): Statement[] =>
  (JSON.parse(keyPolicy(place, uses)) as { Statement: Statement[] }).Statement;

describe("key policy", () => {
  it("lets the account administer the key, but not use it on data", () => {
    const [administer, ...others] = statementsOf({});
    assert.deepEqual(others, []);
    assert.deepEqual(administer?.Principal, owner);
    const dataUses = /^kms:(Encrypt|Decrypt|ReEncrypt|GenerateDataKey|CreateGrant)/;
    assert.deepEqual(
      administer?.Action.filter((action) => dataUses.test(action)),
      [],
    );
  });

  it("lets S3 use it for callers of the account only", () => {
    const { Action, Principal, Condition } = statementsOf({ s3: true })[1]!;
    assert.deepEqual(
      { Action, Principal, Condition },
      {
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
        Principal: owner,
        Condition: {
          StringEquals: {
            "kms:CallerAccount": ["111122223333"],
            "kms:ViaService": ["s3.eu-west-1.amazonaws.com"],
          },
        },
      },
    );
  });

  it("lets EBS make grants for volumes only", () => {
    const [, use, grant] = statementsOf({ ebs: true });
    assert.ok(!use?.Action.includes("kms:CreateGrant"));
    assert.deepEqual(grant?.Action, ["kms:CreateGrant"]);
    assert.deepEqual(grant?.Condition, {
      Bool: { "kms:GrantIsForAWSResource": ["true"] },
      StringEquals: {
        "kms:CallerAccount": ["111122223333"],
        "kms:ViaService": ["ec2.eu-west-1.amazonaws.com"],
      },
    });
  });

  it("lets CloudWatch use it for the named log groups only", () => {
    const { Principal, Condition } = statementsOf({ logGroups: ["/aws/eks/a/cluster"] })[1]!;
    assert.deepEqual(Principal, { Service: ["logs.eu-west-1.amazonaws.com"] });
    assert.deepEqual(Condition, {
      ArnEquals: {
        "kms:EncryptionContext:aws:logs:arn": [
          "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/a/cluster",
        ],
      },
    });
  });

  it("lets alarms, event rules and buckets send to topics and queues, only those of the account", () => {
    const uses = { alarms: true, events: true, announcingBuckets: ["acme-logs"] };
    const own = { StringEquals: { "aws:SourceAccount": ["111122223333"] } };
    assert.deepEqual(
      statementsOf(uses)
        .slice(1)
        .map(({ Principal, Action, Condition }) => ({ Principal, Action, Condition })),
      [
        {
          Principal: { Service: ["cloudwatch.amazonaws.com"] },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Condition: {
            ArnLike: { "aws:SourceArn": ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*"] },
            ...own,
          },
        },
        {
          Principal: { Service: ["events.amazonaws.com"] },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Condition: {
            ArnLike: { "aws:SourceArn": ["arn:aws:events:eu-west-1:111122223333:rule/*"] },
            ...own,
          },
        },
        {
          Principal: { Service: ["s3.amazonaws.com"] },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Condition: { ArnEquals: { "aws:SourceArn": ["arn:aws:s3:::acme-logs"] }, ...own },
        },
      ],
    );
  });

  it("lets vaults of the account announce jobs", () => {
    assert.deepEqual(
      statementsOf({ vaultNotices: true })
        .slice(1)
        .map(({ Principal, Action, Condition }) => [Principal, Action, Condition]),
      [
        [
          { Service: ["backup.amazonaws.com"] },
          ["kms:Decrypt", "kms:GenerateDataKey"],
          { StringEquals: { "aws:SourceAccount": ["111122223333"] } },
        ],
      ],
    );
  });

  it("lets a trail and deliveries of logs write, and says for whom", () => {
    const trail = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme";
    assert.deepEqual(
      statementsOf({ trails: [trail], deliveries: ["flow-logs", "config", "guardduty"] })
        .slice(1)
        .map(({ Principal, Condition }) => [Principal, Condition]),
      [
        [{ Service: ["cloudtrail.amazonaws.com"] }, { StringEquals: { "aws:SourceArn": [trail] } }],
        [
          { Service: ["delivery.logs.amazonaws.com"] },
          {
            ArnLike: { "aws:SourceArn": ["arn:aws:logs:eu-west-1:111122223333:*"] },
            StringEquals: { "aws:SourceAccount": ["111122223333"] },
          },
        ],
        [{ Service: ["config.amazonaws.com"] }, { StringEquals: { "aws:SourceAccount": ["111122223333"] } }],
        [
          { Service: ["guardduty.amazonaws.com"] },
          {
            ArnLike: { "aws:SourceArn": ["arn:aws:guardduty:eu-west-1:111122223333:*"] },
            StringEquals: { "aws:SourceAccount": ["111122223333"] },
          },
        ],
      ],
    );
  });

  it("lets workspaces of metrics use it for callers of the account, and their alert managers publish with it", () => {
    const caller = {
      "kms:CallerAccount": ["111122223333"],
      "kms:ViaService": ["aps.eu-west-1.amazonaws.com"],
    };
    assert.deepEqual(
      statementsOf({ workspaces: true, workspaceNotices: true })
        .slice(1)
        .map(({ Principal, Action, Condition }) => [Principal, Action, Condition]),
      [
        [
          { AWS: ["arn:aws:iam::111122223333:root"] },
          ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
          { StringEquals: caller },
        ],
        [{ AWS: ["arn:aws:iam::111122223333:root"] }, ["kms:CreateGrant"], { StringEquals: caller }],
        [
          { Service: ["aps.amazonaws.com"] },
          ["kms:Decrypt", "kms:GenerateDataKey"],
          {
            ArnLike: { "aws:SourceArn": ["arn:aws:aps:eu-west-1:111122223333:*"] },
            StringEquals: { "aws:SourceAccount": ["111122223333"] },
          },
        ],
      ],
    );
  });

  it("has no wildcard action, a condition on everything but administration, and a name for each statement", () => {
    const everything: Required<KeyUses> = {
      ...{ s3: true, ebs: true, rds: true, backup: true, secrets: true, topics: true, queues: true },
      ...{ streams: true, eks: true, alarms: true, events: true, vaultNotices: true, logGroups: ["/a"] },
      ...{ workspaces: true, workspaceNotices: true },
      announcingBuckets: ["a"],
      trails: ["arn:aws:cloudtrail:eu-west-1:111122223333:trail/a"],
      deliveries: ["flow-logs", "config", "guardduty"],
    };
    const statements = statementsOf(everything);
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      [
        "AdministerThroughIam",
        "UseThroughS3",
        "UseThroughEbs",
        "GrantToEbs",
        "UseThroughRds",
        "GrantToRds",
        "UseThroughBackup",
        "GrantToBackup",
        "UseThroughSecretsManager",
        "UseThroughSns",
        "UseThroughSqs",
        "UseThroughFirehose",
        "GrantToFirehose",
        "UseThroughPrometheus",
        "GrantToPrometheus",
        "GrantToEks",
        "UseForLogGroups",
        "UseForAlarms",
        "UseForEvents",
        "UseForVaultNotices",
        "UseForWorkspaceNotices",
        "UseForAnnouncements",
        "UseForTrails",
        "UseForFlowLogs",
        "UseForConfig",
        "UseForGuardDuty",
      ],
    );
    assert.deepEqual(
      statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*")),
      [],
    );
    assert.deepEqual(
      statements.slice(1).filter(({ Condition }) => Condition === undefined),
      [],
    );
  });
});
