import assert from "node:assert/strict";
import { UNKNOWN } from "../../testing/resources";
import { Reader } from "../reader";
import { policyDocument } from "./document";
import { allowsEverywhere } from "./grants";
import { isUnlimited } from "./selection";
import { expandAction, isChange, takesResources } from "./service-data";

const documents = (...texts: readonly unknown[]) =>
  texts.map((policy) => {
    const document = policyDocument(Reader.of({ policy }).at("policy"));
    assert.equal(document.state, "value");
    return document.state === "value" ? document.value : { statements: [], open: [] };
  });
const allow = (Action: unknown, Resource: unknown = "*", rest: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...rest,
});
const passes = (...statements: readonly unknown[]) => {
  const answer = allowsEverywhere(documents({ Statement: statements }), "iam:PassRole");
  return typeof answer === "boolean" ? answer : answer.path;
};

describe("what a document allows on whatever there is", () => {
  it("is what a pattern covers, in any case", () => {
    for (const action of [
      "iam:PassRole",
      "IAM:passrole",
      "iam:Pass*",
      "iam:*",
      "*",
      ["s3:Get*", "iam:PassRol?"],
    ])
      assert.equal(passes(allow(action)), true, String(action));
    for (const action of ["iam:GetRole", "s3:*", [], undefined]) assert.equal(passes(allow(action)), false);
  });

  it("is everything but what is excepted", () => {
    assert.equal(passes({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }), true);
    assert.equal(passes({ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" }), false);
  });

  it("is not limited by a kind of resource, only by a name", () => {
    const unlimited = (Resource: unknown) =>
      isUnlimited(documents({ Statement: allow("iam:*", Resource) })[0]!.statements[0]!.resources);
    for (const resource of [
      "*",
      "**",
      "arn:aws:iam::111122223333:role/*",
      "arn:aws:iam::*:*",
      "arn:*",
      "arn:aws:s3:::*/*",
      "arn:aws:logs:*:*:log-group:*:*",
      "arn:aws:ec2:*:*:volume/*",
      "arn:aws:rds:us-east-1:111122223333:cluster:*",
    ])
      assert.equal(unlimited(resource), true, resource);
    for (const resource of [
      "arn:aws:iam::111122223333:role/app-*",
      "arn:aws:s3:::logs/*",
      "arn:aws:iam::*:role/x",
      "arn:aws:sns:topic",
      // AWS makes up their ids.
      "arn:aws:ec2:us-east-1:111122223333:volume/*",
      "arn:aws:ec2:us-east-1::snapshot/*",
      "arn:aws:rds:us-east-1:111122223333:cluster-auto-backup:*",
    ])
      assert.equal(unlimited(resource), false, resource);
    assert.equal(unlimited(["arn:aws:s3:::logs/*", "*"]), true);
  });

  it("is limited by a condition on the target, not by one on circumstances", () => {
    const when = (operator: string, key: string) =>
      passes(allow("iam:*", "*", { Condition: { [operator]: { [key]: "x" } } }));
    assert.equal(when("StringEquals", "iam:PassedToService"), true);
    assert.equal(when("Bool", "aws:MultiFactorAuthPresent"), true);
    assert.equal(when("StringEquals", "aws:ResourceTag/team"), false);
    assert.equal(when("ArnEquals", "iam:PermissionsBoundary"), false);
  });

  it("is nothing that another statement or document forbids without condition", () => {
    const deny = { Effect: "Deny", Action: "iam:*", Resource: "*" };
    const some = { ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } };
    assert.equal(passes(allow("*"), deny), false);
    assert.equal(passes(allow("*"), some), true);
    assert.equal(
      allowsEverywhere(documents({ Statement: allow("*") }, { Statement: deny }), "iam:PassRole"),
      false,
    );
  });

  it("waits for what is not known, unless it does not matter", () => {
    assert.equal(passes(allow(UNKNOWN)), "policy.Statement[0].Action");
    assert.equal(passes(allow("iam:*", [UNKNOWN])), "policy.Statement[0].Resource[0]");
    assert.equal(passes({ ...allow("iam:*"), Effect: UNKNOWN }), "policy.Statement[0].Effect");
    assert.equal(passes(allow("s3:*", UNKNOWN)), false);
    assert.equal(passes(allow(["iam:*", UNKNOWN])), true);
    assert.equal(passes(allow("iam:*"), UNKNOWN), "policy.Statement[1]");
    assert.equal(passes(allow("s3:*"), UNKNOWN), "policy.Statement[1]");
    assert.equal(passes(UNKNOWN), "policy.Statement[0]");
  });
});

describe("service data", () => {
  it("lists what a pattern stands for", () => {
    assert.deepEqual([...expandAction("sqs:*eQueue")].sort(), [
      "sqs:CreateQueue",
      "sqs:DeleteQueue",
      "sqs:PurgeQueue",
    ]);
    assert.deepEqual(expandAction("S3:getobject"), ["s3:GetObject"]);
    assert.deepEqual(expandAction("newservice:Get"), ["newservice:Get"]);
    assert.deepEqual(expandAction("newservice:Get*"), []);
    assert.deepEqual(expandAction("*"), []);
    assert.deepEqual(expandAction("../../package:*"), []);
    assert.ok(expandAction("ec2:*").length > 500);
  });

  it("knows which actions can be limited to resources, and which change something", () => {
    assert.deepEqual(
      ["s3:GetObject", "s3:ListAllMyBuckets", "ec2:DescribeInstances", "iam:PassRole", "no:Such", "*"].map(
        takesResources,
      ),
      [true, false, false, true, false, false],
    );
    assert.deepEqual(
      ["s3:PutObject", "iam:PassRole", "s3:GetObject", "s3:ListBucket", "no:Such"].map(isChange),
      [true, true, false, false, false],
    );
  });
});
