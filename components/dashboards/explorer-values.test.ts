import assert from "node:assert/strict";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { explorerValues } from "./explorer-values";

const values = explorerValues({
  addresses: {
    prometheus: "https://prometheus.example:9090",
    elasticsearch: "https://store.example:9200",
    jaeger: "https://jaeger.example:16686",
    logs: "logs-finance.app-staging,logs-otel.app-staging",
  },
  userSecret: "elasticsearch-user-explorer",
  signIn: {
    host: "explorer.eu-west-1.example.com",
    issuerUrl: "https://id.example.com",
    keysUrl: "https://id.example.com/keys",
    clientId: "gateway",
    rolePath: "contains(\"groups\"[*], 'ops') && 'Editor'",
  },
});

interface Source {
  readonly uid: string;
  readonly type: string;
  readonly editable: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
}
const sources = values.datasources["datasources.yaml"].datasources as unknown as Source[];

/** Every uid that a data source names. */
function named(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === "datasourceUid" ? [String(below)] : named(below),
  );
}

describe("values of the explorer", () => {
  it("have only keys that the pinned version knows", () => {
    assert.deepEqual(checkValues(keyIndexes.grafana, values), []);
  });

  it("have no key to the cluster, and no role: Grafana makes the one of that name in their namespace", () => {
    assert.equal(values.automountServiceAccountToken, false);
    assert.deepEqual(values.rbac, { create: false });
    for (const key of ["extraObjects", "podAnnotations"]) assert.ok(!(key in values), key);
  });

  it("keep nothing: two replicas over two zones without volume, database or local user", () => {
    assert.deepEqual(
      [values.replicas, values.persistence, values.podDisruptionBudget],
      [2, { enabled: false }, { minAvailable: 1 }],
    );
    assert.ok(!("database" in values["grafana.ini"]));
    for (const key of ["adminUser", "admin", "annotations", "deploymentStrategy"])
      assert.ok(!(key in values), key);
    assert.equal(values.env.GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION, "true");
    assert.deepEqual(values.sidecar, { dashboards: { enabled: false }, datasources: { enabled: false } });
  });

  it("serve with a certificate of their own", () => {
    assert.deepEqual(
      values.extraSecretMounts.map(({ secretName, mountPath }) => [secretName, mountPath]),
      [
        ["explorer-serving-tls", "/etc/pharos/serving"],
        ["elasticsearch-user-explorer", "/etc/pharos/store"],
      ],
    );
    assert.equal(values.serviceMonitor.tlsConfig.serverName, "grafana-explorer.dashboards.svc");
  });

  it("lead from metrics to traces, from traces to logs and metrics, and from logs to traces", () => {
    assert.deepEqual(
      sources.map(({ uid, type, editable, jsonData }) => [uid, type, editable, named(jsonData)]),
      [
        ["pharos-prometheus", "prometheus", false, ["pharos-traces"]],
        ["pharos-traces", "jaeger", false, ["pharos-logs", "pharos-prometheus"]],
        ["pharos-logs", "elasticsearch", false, ["pharos-traces"]],
      ],
    );
    const [, traces, logs] = sources;
    // A single sign would be taken for a variable of Grafana's environment.
    assert.deepEqual(
      (traces?.jsonData["tracesToLogsV2"] as { query: string }).query,
      'trace.id:"$${__trace.traceId}"',
    );
    assert.deepEqual(logs?.jsonData["dataLinks"], [
      { field: "trace.id", datasourceUid: "pharos-traces", url: "$${__value.raw}" },
    ]);
    assert.doesNotMatch(JSON.stringify(sources), /(?<!\$)\$(?!\$|__file\{)/);
  });

  it("hold no secret: the user of the log store is in files", () => {
    const [, , logs] = values.datasources["datasources.yaml"].datasources;
    assert.deepEqual(
      logs && "secureJsonData" in logs && [logs.basicAuthUser, logs.secureJsonData.basicAuthPassword],
      ["$__file{/etc/pharos/store/username}", "$__file{/etc/pharos/store/password}"],
    );
  });
});
