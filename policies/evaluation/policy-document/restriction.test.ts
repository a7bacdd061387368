import assert from "node:assert/strict";
import { UNKNOWN } from "../../testing/resources";
import { Reader } from "../reader";
import { conditionsOf } from "./conditions";
import { confine, nameSource } from "./restriction";

const conditions = (block: unknown) => conditionsOf(Reader.of({ Condition: block }).at("Condition"));
const confines = (block: unknown) => confine(conditions(block));

describe("conditions that confine", () => {
  for (const [operator, key, value] of [
    ["StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["StringEquals", "AWS:SOURCEACCOUNT", "111122223333"],
    ["StringEqualsIgnoreCase", "kms:CallerAccount", "111122223333"],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/r-ab12/*"],
    ["StringLike", "aws:userId", "AROAEXAMPLE:*"],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:*:111122223333:*"],
    ["ArnEquals", "aws:SourceArn", "arn:aws:s3:::logs"],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:logs"],
    ["ArnEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/reader"],
    ["StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d"],
    ["StringEquals", "aws:PrincipalOrgID", "${aws:ResourceOrgID}"],
    ["StringEquals", "aws:SourceAccount", "${data.caller.account_id}"],
    ["ArnEquals", "aws:SourceArn", "arn:aws:sns:us-east-1:${data.caller.account_id}:alerts"],
    ["ArnLike", "aws:SourceArn", "${aws:sns/topic:Topic.alerts.arn}"],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"]],
    ["StringEquals", "s3:DataAccessPointAccount", "111122223333"],
  ] as const)
    it(`${operator} ${key} ${String(value)}`, () => {
      assert.equal(confines({ [operator]: { [key]: value } }), true);
    });

  for (const [operator, key, value] of [
    ["StringNotEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    ["StringEqualsIfExists", "aws:SourceAccount", "111122223333"],
    ["ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/"],
    ["StringLike", "aws:PrincipalOrgID", "o-*"],
    ["StringLike", "aws:SourceAccount", "*"],
    ["StringEquals", "aws:SourceAccount", "${aws:PrincipalAccount}"],
    ["StringEquals", "aws:PrincipalOrgID", ""],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:::*"],
    ["ArnLike", "aws:SourceArn", "*"],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:us-east-1:${aws:PrincipalAccount}:alerts"],
    ["StringEquals", "aws:SourceAccount", "${aws:PrincipalTag/account}"],
    ["ArnLike", "aws:SourceArn", "arn:aws:events:us-east-1:*:rule/nightly"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/reader"],
    ["IpAddress", "aws:SourceIp", "0.0.0.0/0"],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "128.0.0.0/1"]],
    ["IpAddress", "aws:SourceIp", "::/0"],
    ["StringLike", "aws:Referer", "https://example.com/*"],
    ["StringEquals", "aws:PrincipalTag/team", "payments"],
    ["Bool", "aws:SecureTransport", "true"],
    ["StringEquals", "aws:SourceAccount", []],
  ] as const)
    it(`not ${operator} ${key} ${String(value)}`, () => {
      assert.equal(confines({ [operator]: { [key]: value } }), false);
    });

  it("one line that confines is enough, and one value that does not spoils its line", () => {
    const org = { "aws:PrincipalOrgID": "o-a1b2c3d4e5" };
    assert.equal(confines({ Bool: { "aws:SecureTransport": true }, StringEquals: org }), true);
    assert.equal(confines({ StringLike: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "*"] } }), false);
    assert.equal(confines(undefined), false);
  });

  it("wait for what is not known, unless it does not matter", () => {
    const path = (block: unknown) => {
      const answer = confines(block);
      return typeof answer === "boolean" ? answer : answer.path;
    };
    assert.equal(path(UNKNOWN), "Condition");
    assert.equal(
      path({ StringEquals: { "aws:SourceAccount": UNKNOWN } }),
      'Condition.StringEquals["aws:SourceAccount"]',
    );
    assert.equal(path({ StringLike: { "aws:SourceAccount": ["*", UNKNOWN] } }), false);
    assert.equal(path({ StringEquals: { "aws:SourceAccount": "111122223333" }, ArnLike: UNKNOWN }), true);
    assert.equal(path({ StringEquals: { "aws:Referer": UNKNOWN } }), false);
  });

  it("name a source only where they speak of one", () => {
    assert.equal(nameSource(conditions({ StringEquals: { "aws:SourceAccount": "111122223333" } })), true);
    assert.equal(nameSource(conditions({ StringEquals: { "aws:SourceVpce": "vpce-1" } })), false);
  });
});
