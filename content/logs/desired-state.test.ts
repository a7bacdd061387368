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

  it("deletes security logs after 356 days, in which they can be found, and traces as applications' logs", () => {
    const phasesOf = (name: string) =>
      (bodyOf(`/_ilm/policy/${name}`) as { policy: { phases: Record<string, Record<string, unknown>> } })
        .policy.phases;
    const application = phasesOf("pharos-application");
    const security = phasesOf("pharos-security");
    assert.deepEqual(security, {
      ...application,
      cold: { ...application["cold"], min_age: "92d" },
      delete: { ...application["delete"], min_age: "356d" },
    });
    assert.deepEqual(phasesOf("jaeger-ilm-policy"), application);
    assert.deepEqual(
      ["application", "security"].map((name) => bodyOf(`/_index_template/pharos-${name}`)),
      (["application", "security"] as const).map((name) => ({
        index_patterns: patternsOf(name),
        data_stream: {},
        composed_of: ["pharos-ecs", `pharos-${name}-settings`],
        priority: 500,
        _meta: { managed_by: "pharos" },
      })),
    );
    const settingsOf = (name: string) =>
      (
        bodyOf(`/_component_template/pharos-${name}-settings`) as {
          template: { settings: Record<string, unknown> };
        }
      ).template.settings;
    for (const name of ["application", "security"]) {
      const settings = settingsOf(name);
      assert.equal(settings["index.lifecycle.name"], `pharos-${name}`);
      assert.equal(settings["index.number_of_replicas"], 1);
    }
  });

  it("copies all logs every half hour, each kind into its bucket, and keeps each copy for a week", () => {
    const copies = (name: string, indices: readonly string[], feature: string) => ({
      schedule: "0 0/30 * * * ?",
      name: `<${name}-{now/d}>`,
      repository: name,
      config: {
        indices,
        feature_states: [feature],
        include_global_state: false,
        ignore_unavailable: true,
        partial: false,
      },
      retention: { expire_after: "7d" },
    });
    assert.deepEqual(bodyOf("/_slm/policy/security"), copies("security", patternsOf("security"), "none"));
    assert.deepEqual(
      bodyOf("/_slm/policy/application"),
      copies("application", [...patternsOf("application"), "jaeger-*"], "kibana"),
    );
    const place = (bucket: string) => ({ type: "s3", settings: { bucket, client: "default" } });
    assert.deepEqual(bodyOf("/_snapshot/application"), place("acme-search-apps"));
    assert.deepEqual(bodyOf("/_snapshot/security"), place("acme-search-security"));
  });

  it("gives each program the rights of its role and no others, and its password into its own namespace", () => {
    const [security, application] = [patternsOf("security"), patternsOf("application")];
    const written = ["auto_configure", "create_doc", "view_index_metadata"];
    const shipper = {
      cluster: ["monitor"],
      indices: [{ names: [...application, ...security], privileges: written }],
    };
    assert.deepEqual(programRoles, {
      logstash: shipper,
      fluentd: shipper,
      collector: shipper,
      falcosidekick: {
        cluster: ["monitor"],
        indices: [{ names: ["logs-falco.alerts-*"], privileges: ["auto_configure", "create_doc"] }],
      },
      jaeger: {
        cluster: ["manage_ilm", "manage_index_templates", "monitor"],
        indices: [{ names: ["jaeger-*"], privileges: ["all"] }],
      },
      exporter: {
        cluster: ["monitor", "monitor_snapshot", "read_ilm", "read_slm"],
        indices: [{ names: ["*"], privileges: ["monitor", "view_index_metadata"] }],
      },
      explorer: {
        cluster: ["monitor"],
        indices: [{ names: application, privileges: ["read", "view_index_metadata"] }],
      },
    });
    for (const user of storeUsers)
      assert.deepEqual(bodyOf(`/_security/role/pharos-${user}`), programRoles[user]);
    assert.equal(state.namespace, "logging");
    const elsewhere: Readonly<Record<string, string>> = { jaeger: "tracing", explorer: "dashboards" };
    assert.deepEqual(
      state.users,
      storeUsers.map((user) => ({
        name: `pharos-${user}`,
        roles: [`pharos-${user}`],
        secretName: `elasticsearch-user-${user}`,
        namespace: elsewhere[user] ?? "logging",
      })),
    );
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
    const settings = (name: string) =>
      Object.entries(
        (
          bodyOf(`/_component_template/pharos-${name}-settings`) as {
            template: { settings: Record<string, unknown> };
          }
        ).template.settings,
      ).filter(([key]) => key.includes("slowlog"));
    assert.deepEqual(settings("security"), [
      ["index.search.slowlog.threshold.query.info", "0ms"],
      ["index.search.slowlog.include.user", true],
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
    const reading = (kind: "application" | "security") => ({
      cluster: [],
      indices: [{ names: patternsOf(kind), privileges: ["read", "view_index_metadata"] }],
      run_as: [],
    });
    for (const [name, body] of Object.entries(bodies))
      assert.deepEqual(bodyOf(`/api/security/role/${name}`), body);
    assert.deepEqual(
      Object.entries(bodies).map(([name, { elasticsearch, kibana }]) => [name, elasticsearch, kibana]),
      [
        ["audit-reader", reading("security"), [{ base: ["read"], feature: {}, spaces: ["audit"] }]],
        ["logs-reader", reading("application"), [{ base: ["read"], feature: {}, spaces: ["operations"] }]],
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
