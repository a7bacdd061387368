import assert from "node:assert/strict";
import { check, edited, mistakes, WEST } from "./settings-fixture";

const PLAIN = "arn:aws:iam::111122223333:role/team/operators";
const SSO =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/us-east-1/AWSReservedSSO_Viewer_0123456789abcdef";
const iam = (roles: string): string =>
  mistakes([WEST, `  pharos:access:\n    identity:\n      kind: iam\n      roles:\n${roles}`]);
const oidc = (rest: string): string =>
  mistakes([WEST, `  pharos:access:\n    identity:\n      kind: oidc\n${rest}`]);
const ISSUER = "      issuerUrl: https://id.example.com\n      clientId: pharos\n";

describe("settings of access", () => {
  it("let nobody in by default", () => {
    const checked = check(edited());
    assert(checked.ok);
    assert.deepEqual(checked.stacks.get("us-west-2")?.access, {
      identity: { kind: "iam", roles: { viewer: [], operator: [], "on-call": [], auditor: [], admin: [] } },
    });
  });

  it("take roles of IAM with their paths, those of Identity Center among them", () => {
    assert.equal(iam(`        viewer: ["${SSO}"]\n        operator: ["${PLAIN}"]\n`), "");
  });

  it("refuse what EKS would refuse: a role without its path, a session, a name", () => {
    assert.equal(
      iam(
        '        viewer: ["arn:aws:iam::111122223333:role/AWSReservedSSO_Viewer_0a", me]\n        operator: ["arn:aws:sts::111122223333:assumed-role/x/y"]\n',
      ),
      `Pulumi.us-west-2.yaml:12  pharos:access.identity.roles.viewer[0]
  problem: lacks the path of a role of IAM Identity Center: EKS refuses it as an invalid principal, since no role has that ARN
  value:   "arn:aws:iam::111122223333:role/AWSReservedSSO_Viewer_0a"
  allowed: the full ARN of an IAM role, its path included, such as ${SSO}
  fix:     write what \`aws iam get-role\` shows as Arn

Pulumi.us-west-2.yaml:12  pharos:access.identity.roles.viewer[1]
  problem: is not the ARN of an IAM role
  value:   "me"
  allowed: the full ARN of an IAM role, its path included
  fix:     write what \`aws iam get-role\` shows as Arn

Pulumi.us-west-2.yaml:13  pharos:access.identity.roles.operator[0]
  problem: is a session, not a role: it ends with the session
  value:   "arn:aws:sts::111122223333:assumed-role/x/y"
  allowed: the full ARN of an IAM role, its path included
  fix:     write what \`aws iam get-role\` shows as Arn`,
    );
  });

  it("refuse one role as two kinds of people, or twice as one", () => {
    assert.equal(
      iam(`        viewer: ["${PLAIN}"]\n        auditor: ["${PLAIN}"]\n`),
      `Pulumi.us-west-2.yaml:13  pharos:access.identity.roles.auditor[0]
  problem: is viewer already: what one kind of person may do would depend on the order of the lists
  value:   "${PLAIN}"
  allowed: each once, over all lists
  fix:     remove it here or from viewer`,
    );
    assert.equal(
      iam(`        on-call: ["${PLAIN}", "${PLAIN}"]\n`),
      `Pulumi.us-west-2.yaml:12  pharos:access.identity.roles.on-call
  problem: names ${PLAIN} more than once
  value:   ["arn:aws:iam::111122223333:role/team/operators","arn:aws:iam::111122223333:rol…
  allowed: each once
  fix:     remove the second mention`,
    );
  });

  it("take another issuer, who makes nobody administrator", () => {
    assert.equal(oidc(`${ISSUER}      groups:\n        viewer: [everybody]\n`), "");
    assert.equal(
      oidc(`${ISSUER}      groups:\n        admin: [boss]\n`),
      `Pulumi.us-west-2.yaml:14  pharos:access.identity.groups.admin
  problem: is not a setting
  value:   ["boss"]
  allowed: viewer, operator, on-call, auditor
  fix:     did you mean access.identity.roles.admin? If not, remove it`,
    );
  });

  it("say what is missing of an issuer", () => {
    assert.equal(
      oidc("      issuerUrl: http://id.example.com\n"),
      `Pulumi.us-west-2.yaml:9  pharos:access.identity.clientId
  problem: is missing
  allowed: a text
  fix:     add the line clientId: below pharos:access.identity, such as clientId: pharos

Pulumi.us-west-2.yaml:11  pharos:access.identity.issuerUrl
  problem: does not have the form that is needed
  value:   "http://id.example.com"
  allowed: an https:// address, as in the token's claim iss
  fix:     correct it, such as "https://id.example.com"`,
    );
  });

  it("ask for the kind of identity", () => {
    assert.equal(
      mistakes([WEST, "  pharos:access:\n    identity:\n      roles: {}\n"]),
      `Pulumi.us-west-2.yaml:9  pharos:access.identity.kind
  problem: is missing
  allowed: one of "iam", "oidc"
  fix:     add the line kind: below pharos:access.identity with a value that is allowed`,
    );
  });
});
