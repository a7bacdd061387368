import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Action,
  type Conditions,
  identityPolicy,
  resourcePolicy,
  type ResourceStatement,
  trustPolicy,
} from "./policy-document";

const words = fc.stringMatching(/^[a-z]{1,8}$/);
const lists = fc.uniqueArray(words, { minLength: 1, maxLength: 4 });
const conditions: fc.Arbitrary<Conditions> = fc.dictionary(
  words,
  fc.dictionary(words, lists, { minKeys: 1 }),
  { minKeys: 1 },
);
const statements: fc.Arbitrary<ResourceStatement> = fc.record({
  sid: fc.stringMatching(/^[A-Z][a-z]{1,8}$/),
  effect: fc.constantFrom("Allow" as const, "Deny" as const),
  principals: fc.oneof(
    fc.record({ aws: lists }),
    fc.record({ services: lists, aws: lists }),
    fc.constant("everyone" as const),
  ),
  actions: lists.map((names) => names.map((name): Action => `s3:${name}`)),
  resources: lists,
  conditions,
});

/** The same statement with every list and every object written backwards. */
function backwards(statement: ResourceStatement): ResourceStatement {
  const turn = <T>(record: Record<string, T>, each: (value: T) => T): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record)
        .reverse()
        .map(([key, value]) => [key, each(value)]),
    );
  return {
    ...statement,
    actions: [...statement.actions].reverse(),
    resources: [...statement.resources].reverse(),
    conditions: turn({ ...statement.conditions }, (byKey) =>
      turn({ ...byKey }, (values) => [...values].reverse()),
    ),
  };
}

const keysInOrder = (value: unknown): boolean =>
  value === null || typeof value !== "object"
    ? true
    : Array.isArray(value)
      ? value.every(keysInOrder)
      : Object.keys(value).every((key, index, all) => index === 0 || (all[index - 1] ?? "") < key) &&
        Object.values(value).every(keysInOrder);

describe("policy documents", () => {
  it("give the same text however lists and objects are ordered, with sorted keys", () => {
    fc.assert(
      fc.property(statements, (statement) => {
        const text = resourcePolicy([statement]);
        assert.equal(text, resourcePolicy([backwards(statement)]));
        assert.ok(keysInOrder(JSON.parse(text)), text);
      }),
    );
  });

  it("say what AWS reads", () => {
    const text = resourcePolicy([
      {
        sid: "DenyPlainHttp",
        effect: "Deny",
        principals: "everyone",
        actions: ["s3:*"],
        resources: ["arn:aws:s3:::b/*", "arn:aws:s3:::b"],
        conditions: { Bool: { "aws:SecureTransport": ["false"] } },
      },
    ]);
    assert.equal(
      text,
      '{"Statement":[{"Action":["s3:*"],"Condition":{"Bool":{"aws:SecureTransport":["false"]}},"Effect":"Deny",' +
        '"Principal":"*","Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Sid":"DenyPlainHttp"}],"Version":"2012-10-17"}',
    );
    assert.deepEqual(
      JSON.parse(
        trustPolicy([
          { sid: "Eks", principals: { services: ["eks.amazonaws.com"] }, actions: ["sts:AssumeRole"] },
        ]),
      ),
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Eks",
            Effect: "Allow",
            Principal: { Service: ["eks.amazonaws.com"] },
            Action: ["sts:AssumeRole"],
          },
        ],
      },
    );
  });

  it("deny everything but a few, and take the tokens of a provider", () => {
    assert.equal(
      identityPolicy([
        {
          sid: "ReadNoData",
          effect: "Deny",
          actions: ["s3:GetObject"],
          notResources: ["arn:aws:s3:::state/*"],
        },
      ]),
      '{"Statement":[{"Action":["s3:GetObject"],"Effect":"Deny","NotResource":["arn:aws:s3:::state/*"],"Sid":"ReadNoData"}],"Version":"2012-10-17"}',
    );
    const provider = "arn:aws:iam::111122223333:oidc-provider/tokens.example.com";
    assert.match(
      trustPolicy([
        { sid: "Runs", principals: { federated: [provider] }, actions: ["sts:AssumeRoleWithWebIdentity"] },
      ]),
      /"Principal":\{"Federated":\["arn:aws:iam::111122223333:oidc-provider\/tokens\.example\.com"\]\}/,
    );
  });

  const allow = { sid: "Read", actions: ["s3:GetObject"] as Action[], resources: ["arn:aws:s3:::b/*"] };
  const refusals: { title: string; build: () => string; message: string }[] = [
    {
      title: "everyone without a condition",
      build: () => resourcePolicy([{ ...allow, principals: "everyone" }]),
      message:
        "statement 'Read' should not allow everyone without a condition: name the principals or add a condition",
    },
    {
      title: "a wildcard among named principals",
      build: () =>
        resourcePolicy([{ ...allow, principals: { aws: ["*"] }, conditions: { Bool: { a: ["b"] } } }]),
      message:
        "statement 'Read' should name its principals in full, got '*': write principals: \"everyone\" with a condition",
    },
    {
      title: "a wildcard action without a condition",
      build: () => identityPolicy([{ ...allow, actions: ["s3:*"] }]),
      message:
        "statement 'Read' should not allow 's3:*' without a condition: name the actions or add a condition",
    },
    {
      title: "no statement",
      build: () => identityPolicy([]),
      message: "a policy document should have at least one of 'statements', got none",
    },
    {
      title: "no action",
      build: () => identityPolicy([{ ...allow, actions: [] }]),
      message: "statement 'Read' should have at least one of 'actions', got none",
    },
    {
      title: "no resource",
      build: () => identityPolicy([{ ...allow, resources: [] }]),
      message: "statement 'Read' should have at least one of 'resources', got none",
    },
    {
      title: "no principal",
      build: () => resourcePolicy([{ ...allow, principals: {} }]),
      message: "statement 'Read' should have at least one of 'principals', got none",
    },
    {
      title: "an empty list of principals of one kind",
      build: () =>
        resourcePolicy([{ ...allow, principals: { aws: ["arn:aws:iam::111122223333:root"], services: [] } }]),
      message: "statement 'Read' should have at least one of 'principals', got none",
    },
    {
      title: "a condition without values",
      build: () => identityPolicy([{ ...allow, conditions: { StringEquals: { "aws:SourceAccount": [] } } }]),
      message:
        "statement 'Read' should have at least one of 'conditions.StringEquals.aws:SourceAccount', got none",
    },
    {
      title: "empty conditions, which would open a wildcard",
      build: () => identityPolicy([{ ...allow, actions: ["s3:*"], conditions: {} }]),
      message: "statement 'Read' should have at least one of 'conditions', got none",
    },
    {
      title: "nothing that a denial spares",
      build: () =>
        identityPolicy([{ sid: "Read", effect: "Deny", actions: ["s3:GetObject"], notResources: [] }]),
      message: "statement 'Read' should have at least one of 'notResources', got none",
    },
    {
      title: "two statements of one name",
      build: () => identityPolicy([allow, allow]),
      message: "a policy document should name each statement once, got 'Read' twice",
    },
    {
      title: "a name that IAM refuses",
      build: () => identityPolicy([{ ...allow, sid: "read-all" }]),
      message: "a statement's name should be letters and digits, got 'read-all'",
    },
  ];
  for (const { title, build, message } of refusals) {
    it(`refuse ${title}`, () => assert.throws(build, { message }));
  }
});
