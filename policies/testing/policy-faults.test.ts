import assert from "node:assert/strict";
import { policyFaults, type DocumentKind } from "./policy-faults";

const ACCOUNT = "111122223333";
const BUCKET = "arn:aws:s3:::logs";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

type Fields = Readonly<Record<string, unknown>>;

/** A statement of each kind without a fault. */
const SOUND: Readonly<Record<DocumentKind, Fields>> = {
  identity: { Action: ["s3:GetObject"], Resource: [`${BUCKET}/*`] },
  trust: {
    Action: ["sts:AssumeRole"],
    Principal: { Service: ["backup.amazonaws.com"] },
    Condition: { StringEquals: { "aws:SourceAccount": [ACCOUNT] } },
  },
  resource: { Action: ["s3:GetObject"], Resource: [`${BUCKET}/*`], Principal: { AWS: [ROOT] } },
  fence: {
    Action: ["s3:*"],
    Resource: ["*"],
    Principal: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": [ACCOUNT], "aws:ResourceAccount": [ACCOUNT] } },
  },
};

const faultsOf = (kind: DocumentKind, change: Fields = {}): Promise<string[]> =>
  policyFaults({
    kind,
    account: ACCOUNT,
    isOwn: (resource) => resource.startsWith(BUCKET),
    text: JSON.stringify({ Statement: [{ Sid: "One", Effect: "Allow", ...SOUND[kind], ...change }] }),
  });

const when = (operator: string, key: string, value: string): Fields => ({
  Condition: { [operator]: { [key]: [value] } },
});

const CASES: readonly (readonly [kind: DocumentKind, change: Fields, faults: readonly string[]])[] = [
  ["identity", { Action: "s3:GetObjekt" }, ["names s3:GetObjekt, which AWS does not know"]],
  ["identity", { Action: "s3x:*", Effect: "Deny" }, ["names s3x:*, which AWS does not know"]],
  ["identity", { Action: "s3:Get*" }, ["allows s3:Get*"]],
  ["identity", { Action: "s3:*", Effect: "Deny" }, []],
  ["identity", { Resource: "*" }, ["allows s3:GetObject on everything"]],
  ["identity", { Action: "s3:ListAllMyBuckets", Resource: "*" }, []],
  [
    "identity",
    { Resource: "*", ...when("StringEquals", "aws:RequestedRegion", "us-east-1") },
    ["allows s3:GetObject on everything"],
  ],
  ["identity", { Resource: "*", ...when("StringEquals", "aws:ResourceAccount", ACCOUNT) }, []],
  ["identity", { Action: undefined, NotAction: "s3:PutObject" }, ["allows every action but a few"]],
  [
    "identity",
    { Resource: undefined, NotResource: BUCKET },
    ["allows every resource but a few", "allows s3:GetObject on everything"],
  ],
  ["identity", { Principal: "*" }, ["names a principal"]],
  ["identity", { Effect: "Permit" }, ["has no effect"]],
  [
    "identity",
    when("StringEquals", "aws:SourceAcount", ACCOUNT),
    ["asks for aws:sourceacount, which AWS does not know"],
  ],
  [
    "identity",
    when("StringEquals", "s3:prefix", "a"),
    ["asks s3:GetObject for s3:prefix, which it never says"],
  ],
  ["identity", { Action: "s3:ListBucket", Resource: BUCKET, ...when("StringEquals", "s3:prefix", "a") }, []],
  ["trust", { Principal: undefined }, ["names no principal"]],
  ["trust", { Condition: undefined }, ["lets backup.amazonaws.com in without saying for whom"]],
  ["trust", { Principal: "*", Condition: undefined }, ["lets everybody in"]],
  [
    "trust",
    { Principal: { AWS: "arn:aws:iam::999999999999:root" } },
    ["lets arn:aws:iam::999999999999:root in"],
  ],
  ["resource", { Principal: { AWS: "*" } }, ["lets everybody in"]],
  ["resource", { Principal: { AWS: "*" }, ...when("StringEquals", "aws:PrincipalAccount", ACCOUNT) }, []],
  [
    "resource",
    { Principal: undefined, NotPrincipal: { AWS: ROOT } },
    ["lets in everybody but a few", "lets everybody in"],
  ],
  [
    "resource",
    { Resource: "arn:aws:s3:::other/*" },
    ["is about arn:aws:s3:::other/*, on which it does not hang"],
  ],
  [
    "resource",
    { Resource: "arn:aws:s3:::other/*", Effect: "Deny" },
    ["is about arn:aws:s3:::other/*, on which it does not hang"],
  ],
  ["fence", when("StringEquals", "aws:PrincipalAccount", ACCOUNT), ["reaches resources of other accounts"]],
  ["fence", when("StringEquals", "aws:ResourceAccount", ACCOUNT), ["lets callers of other accounts through"]],
  [
    "fence",
    when("StringLike", "aws:PrincipalAccount", "*"),
    ["lets callers of other accounts through", "reaches resources of other accounts"],
  ],
];

describe("faults of policies", () => {
  for (const kind of Object.keys(SOUND) as DocumentKind[])
    it(`are not found in a sound document of kind ${kind}`, async () => {
      assert.deepEqual(await faultsOf(kind), []);
    });

  for (const [kind, change, faults] of CASES)
    it(`${kind} ${JSON.stringify(change, (_, value: unknown) => value ?? null)}`, async () => {
      assert.deepEqual(
        await faultsOf(kind, change),
        faults.map((fault) => `'One' ${fault}`),
      );
    });

  it("are found in what is no policy", async () => {
    const judged = { kind: "identity", account: ACCOUNT, isOwn: () => true } as const;
    assert.deepEqual(await policyFaults({ ...judged, text: "{" }), ["is no policy"]);
    assert.deepEqual(await policyFaults({ ...judged, text: '{"Version":"2012-10-17"}' }), [
      "has no statements",
    ]);
  });
});
