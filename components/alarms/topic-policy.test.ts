import assert from "node:assert/strict";
import { identityPolicy } from "../encryption/policy-document";
import {
  alarmTopicPolicy,
  heartbeatStatements,
  heartbeatTopicPolicy,
  watchTopicPolicy,
} from "./topic-policy";

interface Document {
  Statement: {
    Sid: string;
    Effect: string;
    Principal: unknown;
    Action: string[];
    Condition: unknown;
    Resource: string[];
  }[];
}

const place = { account: "111122223333", region: "eu-central-1", name: "acme-topic" };
const arn = "arn:aws:sns:eu-central-1:111122223333:acme-topic";
const statements = (policy: string): Document["Statement"] => (JSON.parse(policy) as Document).Statement;
const own = { "aws:SourceAccount": ["111122223333"] };
const overTls = {
  Action: ["sns:Publish", "sns:Subscribe"],
  Condition: { Bool: { "aws:SecureTransport": ["false"] } },
  Effect: "Deny",
  Principal: "*",
  Resource: [arn],
  Sid: "DenyPlainText",
};

describe("topic policies", () => {
  it("let alarms, events and vaults of the account publish, each by its own service", () => {
    const all = statements(alarmTopicPolicy(place));
    assert.deepEqual(
      all.slice(0, 3).map(({ Principal, Action, Condition }) => [Principal, Action, Condition]),
      [
        [
          { Service: ["cloudwatch.amazonaws.com"] },
          ["sns:Publish"],
          {
            ArnLike: { "aws:SourceArn": ["arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*"] },
            StringEquals: own,
          },
        ],
        [
          { Service: ["events.amazonaws.com"] },
          ["sns:Publish"],
          {
            ArnLike: { "aws:SourceArn": ["arn:aws:events:eu-central-1:111122223333:rule/*"] },
            StringEquals: own,
          },
        ],
        [{ Service: ["backup.amazonaws.com"] }, ["sns:Publish"], { StringEquals: own }],
      ],
    );
    assert.deepEqual(all[3], overTls);
  });

  it("of the watching region let alarms alone publish", () => {
    const all = statements(watchTopicPolicy(place));
    assert.deepEqual(
      all.map(({ Sid }) => Sid),
      ["PublishAlarms", "DenyPlainText"],
    );
  });

  it("of the heartbeat refuse everybody but the publishers, so that nobody keeps a dead region looking alive", () => {
    const role = "arn:aws:iam::111122223333:role/alertmanager";
    assert.deepEqual(statements(heartbeatTopicPolicy(place, [role])), [
      {
        Action: ["sns:Publish"],
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [role] } },
        Effect: "Deny",
        Principal: "*",
        Resource: [arn],
        Sid: "DenyOtherPublishers",
      },
      overTls,
    ]);
  });

  it("name what a publisher needs: the topic, and its key through SNS of the topic's region", () => {
    const [publish, encrypt] = statements(identityPolicy(heartbeatStatements(place, "arn:of:key")));
    assert.deepEqual([publish?.Action, publish?.Resource], [["sns:Publish"], [arn]]);
    assert.deepEqual(
      [encrypt?.Action, encrypt?.Resource, encrypt?.Condition],
      [
        ["kms:Decrypt", "kms:GenerateDataKey"],
        ["arn:of:key"],
        { StringEquals: { "kms:ViaService": ["sns.eu-central-1.amazonaws.com"] } },
      ],
    );
  });
});
