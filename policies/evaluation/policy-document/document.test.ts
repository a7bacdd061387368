import assert from "node:assert/strict";
import { UNKNOWN } from "../../testing/resources";
import { Reader } from "../reader";
import { policyDocument, type PolicyDocument } from "./document";
import { isEveryone } from "./principals";

const read = (policy: unknown) => policyDocument(Reader.of({ policy }).at("policy"));
function known(policy: unknown): PolicyDocument {
  const document = read(policy);
  assert.equal(document.state, "value");
  return document.state === "value" ? document.value : { statements: [], open: [] };
}
const why = (policy: unknown) => {
  const document = read(policy);
  return document.state === "unknown" ? `${document.path} ${document.why}` : document.state;
};
const first = (statement: unknown) => known({ Statement: statement }).statements[0]!;
const notKnown = (path: string) => ({ state: "unknown", path, why: "is not known before the update" });

const STATEMENT = {
  Sid: "Read",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/*",
  Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
};

describe("policy documents", () => {
  it("are the same as text, as object, with one statement or a list, with single values or lists", () => {
    const lists = {
      ...STATEMENT,
      Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::logs/*"],
      Condition: { StringEquals: { "aws:SourceAccount": ["111122223333"] } },
    };
    const [one, ...others] = [
      known(JSON.stringify({ Statement: [STATEMENT] })),
      known({ Statement: [STATEMENT] }),
      known(` ${JSON.stringify({ Statement: lists }, undefined, 2)}\n`),
      known({ Version: "2012-10-17", Id: "x", Statement: [lists] }),
    ].map(({ statements }) => statements.map((statement) => ({ ...statement, path: "" })));
    for (const other of others) assert.deepEqual(other, one);
    assert.deepEqual(one, [
      {
        path: "",
        label: "'Read'",
        allows: true,
        denies: false,
        actions: { except: false, patterns: ["s3:GetObject"], open: [], ignoreCase: true },
        resources: { except: false, patterns: ["arn:aws:s3:::logs/*"], open: [], ignoreCase: false },
        principals: {
          except: false,
          list: [{ kind: "account", name: "arn:aws:iam::111122223333:root", account: "111122223333" }],
          open: [],
        },
        conditions: {
          list: [
            {
              operator: "stringequals",
              quantifier: undefined,
              ifExists: false,
              key: "aws:sourceaccount",
              values: ["111122223333"],
              open: [],
            },
          ],
          open: [],
        },
      },
    ]);
  });

  it("keep the place of every statement, and number those without a name", () => {
    const { statements } = known(JSON.stringify({ Statement: [{ Effect: "Allow" }, STATEMENT] }));
    assert.deepEqual(
      statements.map(({ path, label }) => [path, label]),
      [
        ["policy.Statement[0]", "number 1"],
        ["policy.Statement[1]", "'Read'"],
      ],
    );
  });

  it("know who is meant", () => {
    const principals = (Principal: unknown) =>
      first({ Principal }).principals?.list.map(({ kind, account }) => [kind, account]);
    assert.deepEqual(principals("*"), [["everyone", undefined]]);
    assert.deepEqual(principals({ AWS: "*" }), [["everyone", undefined]]);
    assert.deepEqual(principals({ "*": "*" }), [["everyone", undefined]]);
    assert.deepEqual(principals({ AWS: ["arn:aws:iam::*:root", "111122223333"] }), [
      ["everyone", undefined],
      ["account", "111122223333"],
    ]);
    assert.deepEqual(
      principals({
        AWS: ["arn:aws-us-gov:iam::111122223333:role/a", "AIDAEXAMPLE"],
        Service: ["Logs.amazonaws.com", "*"],
        Federated: "cognito-identity.amazonaws.com",
        CanonicalUser: "79a5",
      }),
      [
        ["identity", "111122223333"],
        ["other", undefined],
        ["other", undefined],
        ["federated", undefined],
        ["service", undefined],
        ["service", undefined],
      ],
    );
    assert.equal(first({ Action: "s3:*" }).principals, undefined);
    assert.equal(first({ NotPrincipal: { AWS: "111122223333" } }).principals?.except, true);
  });

  it("know whether everybody is meant", () => {
    const everyone = (statement: object) => isEveryone(first(statement).principals);
    assert.equal(everyone({ Principal: "*" }), true);
    assert.equal(everyone({ NotPrincipal: { AWS: "111122223333" } }), true);
    assert.equal(everyone({ Principal: { Service: "logs.amazonaws.com" } }), false);
    assert.equal(everyone({ Action: "s3:GetObject" }), false);
    assert.deepEqual(everyone({ Principal: { AWS: UNKNOWN } }), notKnown("policy.Statement.Principal.AWS"));
  });

  it("know every spelling of an operator", () => {
    const [condition] = first({ Condition: { "ForAllValues:StringLikeIfExists": { "AWS:SourceArn": true } } })
      .conditions.list;
    assert.deepEqual(condition, {
      operator: "stringlike",
      quantifier: "forallvalues",
      ifExists: true,
      key: "aws:sourcearn",
      values: ["true"],
      open: [],
    });
  });

  it("say what is not known, wherever it lies, and keep what is", () => {
    assert.equal(why(UNKNOWN), "policy is not known before the update");
    assert.equal(why({ Statement: UNKNOWN }), "policy.Statement is not known before the update");
    const { statements, open } = known({
      Statement: [
        UNKNOWN,
        {
          Effect: UNKNOWN,
          Action: ["s3:GetObject", UNKNOWN],
          NotResource: UNKNOWN,
          Principal: { AWS: ["*", UNKNOWN] },
          Condition: { StringEquals: { "aws:SourceArn": [UNKNOWN] }, ArnLike: UNKNOWN },
        },
      ],
    });
    assert.deepEqual(open, [notKnown("policy.Statement[0]")]);
    const [statement] = statements;
    assert.deepEqual(statement?.allows, notKnown("policy.Statement[1].Effect"));
    assert.deepEqual(statement?.actions.open, [notKnown("policy.Statement[1].Action[1]")]);
    assert.deepEqual(statement?.resources.open, [notKnown("policy.Statement[1].NotResource")]);
    assert.deepEqual(statement?.principals?.open, [notKnown("policy.Statement[1].Principal.AWS[1]")]);
    assert.deepEqual(statement?.conditions.open, [notKnown("policy.Statement[1].Condition.ArnLike")]);
    assert.deepEqual(statement?.conditions.list[0]?.open, [
      notKnown('policy.Statement[1].Condition.StringEquals["aws:SourceArn"][0]'),
    ]);
  });

  it("end as a defined answer, whatever is in their place", () => {
    const loop: Record<string, unknown> = {};
    loop["Statement"] = [loop];
    loop["Action"] = loop;
    loop["Condition"] = loop;
    assert.equal(known(loop).statements.length, 1);
    assert.equal(why(undefined), "absent");
    assert.equal(why("  "), "absent");
    assert.equal(why("{"), "policy is a text that is no JSON");
    assert.equal(why("null"), "policy is the text 'null'");
    assert.equal(why("[[1]]"), "policy is a list of 1 where an object should be");
    assert.equal(why("7"), "policy is a number where an object should be");
    assert.equal(why('"x"'), "policy is a text where an object should be");
    assert.deepEqual(known("{}"), { statements: [], open: [] });
    assert.deepEqual(known({ Statement: [null] }), { statements: [], open: [] });
    assert.deepEqual(
      known({ Statement: ["Allow"] }).open.map(({ why: reason }) => reason),
      ["is a text where an object should be"],
    );
  });

  it("are not read when nobody could have written them", () => {
    const long = JSON.stringify({ Statement: [], Id: "x".repeat(1_000_000) });
    assert.equal(why(long), `policy is a text of ${long.length} characters, and at most 1000000 are read`);
    assert.equal(
      why({ Statement: Array.from({ length: 5_001 }, () => STATEMENT) }),
      "policy.Statement has 5001 statements, and at most 5000 are read",
    );
    assert.equal(
      why(`${"[".repeat(400_000)}${"]".repeat(400_000)}`),
      "policy is a list of 1 where an object should be",
    );
  });
});
