import assert from "node:assert/strict";
import { people } from "../people";
import { days } from "../units";
import { desiredState } from "./desired-state";
import { personRoleBodies, programRoles, storeUsers } from "./roles";
import { datasetNames, patternsOf, streamOf } from "./streams";
import { ecsTemplate } from "./templates";

const state = desiredState({
  shards: 1,
  retention: {},
  buckets: { application: "acme-search-apps", security: "acme-search-security" },
});
const bodyOf = (path: string): unknown =>
  state.objects.find((object) => object.path === path)?.body ?? assert.fail(path);

describe("what the bootstrap job sees to", () => {
  it("is exactly this, what is named before what names it", () => {
    assert.deepEqual(
      state.objects.map(({ path }) => path),
      [
        "/_ilm/policy/pharos-application",
        "/_ilm/policy/pharos-security",
        "/_ilm/policy/jaeger-ilm-policy",
        "/_component_template/pharos-ecs",
        "/_component_template/pharos-application-settings",
        "/_component_template/pharos-security-settings",
        "/_index_template/pharos-application",
        "/_index_template/pharos-security",
        "/_snapshot/application",
        "/_snapshot/security",
        "/_slm/policy/application",
        "/_slm/policy/security",
        ...storeUsers.map((user) => `/_security/role/pharos-${user}`),
        "/api/spaces/space/operations",
        "/api/spaces/space/audit",
        "/api/security/role/audit-reader",
        "/api/security/role/logs-reader",
      ],
    );
  });

  it("moves indices of applications to warm after 3 days, to cold after 30, and deletes them after 81", () => {
    assert.deepEqual(bodyOf("/_ilm/policy/pharos-application"), {
      policy: {
        phases: {
          hot: {
            min_age: "0ms",
            actions: {
              rollover: { max_age: "1d", max_primary_shard_size: "50gb" },
              set_priority: { priority: 100 },
            },
          },
          warm: {
            min_age: "3d",
            actions: {
              set_priority: { priority: 50 },
              readonly: {},
              forcemerge: { max_num_segments: 1 },
            },
          },
          cold: { min_age: "30d", actions: { set_priority: { priority: 0 } } },
          delete: { min_age: "81d", actions: { delete: {} } },
        },
      },
    });
  });

  it("copies security logs every half hour, and keeps each copy for a week", () => {
    assert.deepEqual(bodyOf("/_slm/policy/security"), {
      schedule: "0 0/30 * * * ?",
      name: "<security-{now/d}>",
      repository: "security",
      config: {
        indices: patternsOf("security"),
        feature_states: ["none"],
        include_global_state: false,
        ignore_unavailable: true,
        partial: false,
      },
      retention: { expire_after: "7d" },
    });
  });

  it("makes no copies of what is kept for less than four days", () => {
    const { objects } = desiredState({
      shards: 1,
      retention: { "gdpr-app-telemetry": days(3) },
      buckets: { application: "a", security: "s" },
    });
    assert.deepEqual(
      objects.filter(({ path }) => path.startsWith("/_slm/")).map(({ path }) => path),
      ["/_slm/policy/security"],
    );
  });

  it("has a template for each stream, and only one", () => {
    const templates = ["application", "security"].map(
      (name) => bodyOf(`/_index_template/pharos-${name}`) as { index_patterns: string[] },
    );
    for (const dataset of datasetNames) {
      const stream = streamOf(dataset, "production");
      const matching = templates.flatMap(({ index_patterns }) =>
        index_patterns.filter((pattern) => stream.startsWith(pattern.replace("*", ""))),
      );
      assert.deepEqual(matching, [`logs-${dataset}-*`]);
    }
  });

  it("writes down who searches security logs, and not who searches the others", () => {
    const settings = (name: string): string[] =>
      Object.keys(
        (
          bodyOf(`/_component_template/pharos-${name}-settings`) as {
            template: { settings: Record<string, unknown> };
          }
        ).template.settings,
      ).filter((key) => key.includes("slowlog"));
    assert.deepEqual(settings("security"), [
      "index.search.slowlog.threshold.query.info",
      "index.search.slowlog.include.user",
    ]);
    assert.deepEqual(settings("application"), []);
  });

  it("lets shippers write, and neither read nor delete", () => {
    for (const user of ["logstash", "fluentd", "collector", "falcosidekick"] as const) {
      const privileges = programRoles[user].indices.flatMap((each) => each.privileges);
      assert.deepEqual(
        privileges.filter((each) => !["auto_configure", "create_doc", "view_index_metadata"].includes(each)),
        [],
        user,
      );
    }
  });

  it("lets nobody but auditors read security logs, and no auditor the others", () => {
    const bodies = personRoleBodies();
    assert.deepEqual(
      Object.entries(bodies).map(([name, { elasticsearch, kibana }]) => [
        name,
        elasticsearch.indices.flatMap(({ names }) => names),
        kibana,
      ]),
      [
        ["audit-reader", patternsOf("security"), [{ base: ["read"], feature: {}, spaces: ["audit"] }]],
        ["logs-reader", patternsOf("application"), [{ base: ["read"], feature: {}, spaces: ["operations"] }]],
      ],
    );
    assert.deepEqual(
      Object.entries(people)
        .filter(([, { kibana }]) => kibana.includes("audit-reader"))
        .map(([role]) => role),
      ["auditor"],
    );
  });

  it("asks for nothing that needs a licence", () => {
    // Searchable snapshots, the redact processor, watches, remote clusters.
    assert.doesNotMatch(JSON.stringify(state), /searchable_snapshot|"redact"|watcher|"remote_/);
    // Field and document level security.
    const roles = state.objects.filter(({ path }) => path.includes("/role/"));
    assert.equal(roles.length, 9);
    assert.doesNotMatch(JSON.stringify(roles), /"field_security"|"query"/);
  });

  it("maps the fields of ECS by which logs are joined with traces and people", () => {
    const { properties } = ecsTemplate().template.mappings as unknown as {
      properties: Record<string, { type?: string; properties?: Record<string, { type?: string }> }>;
    };
    assert.deepEqual(
      [
        properties["@timestamp"]?.type,
        properties["trace"]?.properties?.["id"]?.type,
        properties["user"]?.properties?.["name"]?.type,
        properties["source"]?.properties?.["ip"]?.type,
        properties["message"]?.type,
      ],
      ["date", "keyword", "keyword", "ip", "match_only_text"],
    );
  });
});
