import assert from "node:assert/strict";
import { keyPolicy, type KeyUses } from "./key-policy";

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

  it("has no wildcard action, and a condition on everything but administration", () => {
    const statements = statementsOf({ s3: true, ebs: true, eks: true, logGroups: ["/a"] });
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      [
        "AdministerThroughIam",
        "UseThroughS3",
        "UseThroughEbs",
        "GrantToEbs",
        "GrantToEks",
        "UseForLogGroups",
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
