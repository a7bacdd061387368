/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call -- documents of the APIs */
import assert from "node:assert/strict";
import { desiredState } from "../../content/logs/desired-state";
import { applyState, basic, differs, type Endpoints } from "./apply-state";
import { FakeApis } from "./testing/fake-apis";

const state = desiredState({
  shards: 1,
  retention: {},
  buckets: { application: "acme-search-apps", security: "acme-search-security" },
});

/** What the state names, without what the APIs add. */
const everything = [
  ...state.objects.map(({ path }) => `made ${path}`),
  ...state.users.flatMap(({ name, secretName }) => [
    `made secret ${secretName}`,
    `made /_security/user/${name}`,
  ]),
];

describe("the bootstrap script", () => {
  let apis: FakeApis;
  let endpoints: Endpoints;
  beforeEach(async () => {
    apis = await FakeApis.start();
    endpoints = apis.endpoints;
  });
  afterEach(() => apis.stop());

  const apply = (): Promise<string[]> => applyState(state, endpoints);

  it("makes everything in an empty store, in the order in which it is named", async () => {
    assert.deepEqual(await apply(), everything);
    assert.deepEqual(
      apis.writes,
      [
        ...state.objects.map(({ path, createAt }) =>
          createAt === undefined ? `PUT ${path}` : `POST ${createAt}`,
        ),
      ].concat(
        state.users.flatMap(({ name, namespace }) => [
          `POST /api/v1/namespaces/${namespace}/secrets`,
          `PUT /_security/user/${name}`,
        ]),
      ),
    );
  });

  it("changes nothing the second time, though the APIs answer in words of their own", async () => {
    await apply();
    apis.writes.length = 0;
    assert.deepEqual(await apply(), []);
    assert.deepEqual(apis.writes, []);
  });

  it("puts back what somebody changed by hand, and nothing else", async () => {
    await apply();
    apis.change("/_ilm/policy/pharos-application", (policy) => {
      policy.policy.phases.delete.min_age = "1d";
    });
    apis.change("/_security/role/pharos-fluentd", (role) => {
      role.indices[0].privileges.push("delete");
    });
    apis.change("/api/spaces/space/audit", (space) => {
      space.name = "Everybody";
    });
    assert.deepEqual(await apply(), [
      "changed /_ilm/policy/pharos-application",
      "changed /_security/role/pharos-fluentd",
      "changed /api/spaces/space/audit",
    ]);
    assert.deepEqual(await apply(), []);
  });

  it("makes again what somebody deleted", async () => {
    await apply();
    apis.remove("/_slm/policy/security");
    apis.remove("/api/spaces/space/operations");
    assert.deepEqual(await apply(), ["made /_slm/policy/security", "made /api/spaces/space/operations"]);
  });

  it("gives each program a long password of its own, which only its Secret has", async () => {
    await apply();
    const secrets = apis.secrets();
    assert.deepEqual(
      secrets.map(({ name, username }) => `${name} ${username}`),
      state.users.map(({ name, secretName }) => `${secretName} ${name}`),
    );
    const passwords = secrets.map(({ password }) => password);
    assert.equal(new Set(passwords).size, passwords.length);
    for (const password of passwords) assert.match(password, /^[\w-]{43}$/);
  });

  it("takes the password of a Secret that is there, also for a user who has another one", async () => {
    await apply();
    const [first] = state.users;
    apis.change(`/_security/user/${first!.name}`, (user) => {
      user.password = "changed by hand";
    });
    const before = apis.secrets();
    assert.deepEqual(await apply(), [`changed /_security/user/${first!.name}`]);
    assert.deepEqual(apis.secrets(), before);
    assert.deepEqual(await apply(), []);
  });

  it("changes a password when its Secret was deleted", async () => {
    await apply();
    const [first] = state.users;
    const before = apis.secrets()[0]!.password;
    apis.remove(`/api/v1/namespaces/logging/secrets/${first!.secretName}`);
    assert.deepEqual(await apply(), [
      `made secret ${first!.secretName}`,
      `changed /_security/user/${first!.name}`,
    ]);
    assert.notEqual(apis.secrets().find(({ name }) => name === first!.secretName)?.password, before);
  });

  it("switches a user on that somebody switched off", async () => {
    await apply();
    const [first] = state.users;
    apis.change(`/_security/user/${first!.name}`, (user) => {
      user.enabled = false;
    });
    assert.deepEqual(await apply(), [`changed /_security/user/${first!.name}`]);
  });

  it("ends with the answer of an API that refuses, and does nothing after it", async () => {
    apis.refuse("/_snapshot/application", 500, "the bucket is not there");
    await assert.rejects(apply(), {
      message: "PUT /_snapshot/application answered 500: the bucket is not there",
    });
    assert.ok(!apis.writes.some((write) => write.includes("/_slm/")));
  });

  it("ends when it is not let in", async () => {
    const stranger = { ...endpoints.elasticsearch, authorization: basic("elastic", "wrong") };
    await assert.rejects(applyState(state, { ...endpoints, elasticsearch: stranger }), {
      message: /^GET \/_ilm\/policy\/pharos-application answered 401: /,
    });
    assert.deepEqual(apis.writes, []);
  });
});

describe("what differs", () => {
  const cases: readonly (readonly [string, unknown, unknown, boolean])[] = [
    ["what an API adds", { a: 1 }, { a: 1, version: 3 }, false],
    ["numbers as text", { a: 1 }, { a: "1" }, false],
    ["flags as text", { a: true }, { a: "true" }, false],
    ["dots as steps", { "index.codec": "x", "index.sort": 1 }, { index: { codec: "x", sort: "1" } }, false],
    ["the order of words", ["a", "b"], ["b", "a"], false],
    ["another value", { a: 1 }, { a: 2 }, true],
    ["a missing key", { a: 1 }, {}, true],
    ["a word more", ["a"], ["a", "b"], true],
    ["a word instead of another", ["a", "b"], ["a", "c"], true],
    ["the order of objects", [{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 1 }], true],
    ["an object instead of a value", "a", { a: 1 }, true],
    ["nothing instead of an empty object", { readonly: {} }, {}, true],
  ];
  for (const [what, wanted, found, expected] of cases) {
    it(`${what}: ${expected ? "does" : "does not"}`, () => assert.equal(differs(wanted, found), expected));
  }
});
