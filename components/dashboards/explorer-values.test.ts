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
  readonly url: string;
  readonly access: string;
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

  it("know people by the issuer's token alone, and of those who may see logs nobody else", () => {
    const ini: Readonly<Record<string, unknown>> = values["grafana.ini"];
    assert.deepEqual(ini["auth.jwt"], {
      enabled: true,
      header_name: "Authorization",
      username_claim: "sub",
      email_claim: "email",
      jwk_set_url: "https://id.example.com/keys",
      cache_ttl: "60m",
      expect_claims: JSON.stringify({ iss: "https://id.example.com", aud: "gateway" }),
      auto_sign_up: true,
      role_attribute_path: "contains(\"groups\"[*], 'ops') && 'Editor'",
      role_attribute_strict: true,
      allow_assign_grafana_admin: false,
    });
    assert.deepEqual(ini["auth.anonymous"], { enabled: false });
    assert.deepEqual(ini["users"], {
      allow_sign_up: false,
      auto_assign_org_role: "Viewer",
      viewers_can_edit: false,
    });
    assert.deepEqual(ini["server"], {
      router_logging: true,
      domain: "explorer.eu-west-1.example.com",
      root_url: "https://explorer.eu-west-1.example.com/",
      protocol: "https",
      cert_file: "/etc/pharos/serving/tls.crt",
      cert_key: "/etc/pharos/serving/tls.key",
      certs_watch_interval: "10m",
      min_tls_version: "TLS1.3",
    });
  });

  it("serve with a certificate of their own, and trust the region's roots", () => {
    assert.deepEqual(values.extraSecretMounts, [
      {
        name: "serving",
        secretName: "explorer-serving-tls",
        mountPath: "/etc/pharos/serving",
        readOnly: true,
      },
      {
        name: "store",
        secretName: "elasticsearch-user-explorer",
        mountPath: "/etc/pharos/store",
        readOnly: true,
      },
    ]);
    assert.deepEqual(values.extraConfigmapMounts, [
      {
        name: "trust-roots",
        configMap: "trust-roots",
        mountPath: "/etc/pharos/roots",
        readOnly: true,
        optional: true,
      },
    ]);
    assert.deepEqual(values.envFromSecrets, []);
    assert.equal(values.env.SSL_CERT_DIR, "/etc/ssl/certs:/etc/pharos/roots");
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
    // Through Grafana, which says who asks: browsers reach none of the three.
    assert.deepEqual(
      sources.map(({ access, url }) => `${access} ${url}`),
      [
        "proxy https://prometheus.example:9090",
        "proxy https://jaeger.example:16686",
        "proxy https://store.example:9200",
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
      logs &&
        "secureJsonData" in logs && [
          logs.basicAuth,
          logs.basicAuthUser,
          logs.secureJsonData.basicAuthPassword,
        ],
      [true, "$__file{/etc/pharos/store/username}", "$__file{/etc/pharos/store/password}"],
    );
  });
});
