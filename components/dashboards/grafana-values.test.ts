import assert from "node:assert/strict";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { people } from "../../content/people";
import { dataSources } from "./data-source";
import { grafanaValues } from "./grafana-values";

const always = { storageClassName: "gp3", prometheusUrl: "https://prometheus.example:9090" };
const database = { host: "db.example:5432", name: "grafana", user: "grafana" };

describe("values of grafana", () => {
  it("have only keys that the pinned version knows", () => {
    for (const more of [{}, { database }, { adminSecret: "grafana-admin" }]) {
      assert.deepEqual(checkValues(keyIndexes.grafana, grafanaValues({ ...always, ...more })), []);
    }
  });

  it("make one replica on a volume without a database, since two would not share sessions", () => {
    const values = grafanaValues(always);
    assert.equal(values.replicas, 1);
    assert.deepEqual(values.persistence, { enabled: true, storageClassName: "gp3", size: "5Gi" });
  });

  it("make two replicas with one, over TLS that checks the server", () => {
    const values = grafanaValues({ ...always, database });
    assert.equal(values.replicas, 2);
    assert.deepEqual(values.persistence, { enabled: false });
    assert.deepEqual(values["grafana.ini"].database, {
      type: "postgres",
      ...database,
      ssl_mode: "verify-full",
    });
  });

  it("take the emergency login from a secret where one is named, else the chart makes one", () => {
    const { admin, adminUser } = grafanaValues({ ...always, adminSecret: "login" });
    assert.deepEqual(admin, { existingSecret: "login", userKey: "username", passwordKey: "password" });
    assert.equal(adminUser, "break-glass");
    assert.ok(!("admin" in grafanaValues(always)));
  });

  it("log who asked for what", () => {
    assert.equal(grafanaValues(always)["grafana.ini"].server.router_logging, true);
  });

  it("let nobody edit a dashboard, and read ConfigMaps of their own namespace only", () => {
    const { sidecar, rbac } = grafanaValues(always);
    assert.equal(sidecar.dashboards.provider.allowUiUpdates, false);
    assert.equal(rbac.namespaced, true);
    assert.equal(sidecar.dashboards.resource, "configmap");
  });

  it("serve HTTPS alone, with the certificate of the region's authority, and say so to whoever asks", () => {
    const values = grafanaValues(always);
    const { protocol, cert_file, cert_key, min_tls_version } = values["grafana.ini"].server;
    assert.deepEqual([protocol, min_tls_version], ["https", "TLS1.3"]);
    assert.deepEqual([cert_file, cert_key], ["/etc/pharos/serving/tls.crt", "/etc/pharos/serving/tls.key"]);
    assert.deepEqual(values.extraSecretMounts, [
      {
        name: "serving",
        secretName: "grafana-serving-tls",
        mountPath: "/etc/pharos/serving",
        readOnly: true,
      },
    ]);
    const { readinessProbe, livenessProbe, serviceMonitor } = values;
    assert.deepEqual([readinessProbe.httpGet.scheme, livenessProbe.httpGet.scheme], ["HTTPS", "HTTPS"]);
    assert.equal(serviceMonitor.scheme, "https");
    assert.equal(serviceMonitor.tlsConfig.serverName, "grafana.dashboards.svc");
  });

  it("know people by the issuer's token, whose signature, issuer, audience and role they check", () => {
    const ini = grafanaValues({
      ...always,
      signIn: {
        host: "grafana.eu-west-1.example.com",
        issuerUrl: "https://id.example.com",
        keysUrl: "https://id.example.com/keys",
        clientId: "gateway",
        rolePath: "contains(\"groups\"[*], 'all') && 'Viewer'",
      },
    })["grafana.ini"] as unknown as Record<string, Record<string, unknown>>;
    assert.deepEqual(ini["auth.jwt"], {
      enabled: true,
      header_name: "Authorization",
      username_claim: "sub",
      email_claim: "email",
      jwk_set_url: "https://id.example.com/keys",
      cache_ttl: "60m",
      expect_claims: '{"iss":"https://id.example.com","aud":"gateway"}',
      auto_sign_up: true,
      role_attribute_path: "contains(\"groups\"[*], 'all') && 'Viewer'",
      role_attribute_strict: true,
      allow_assign_grafana_admin: false,
    });
    assert.equal(ini["server"]?.["root_url"], "https://grafana.eu-west-1.example.com/");
    assert.equal(ini["dataproxy"]?.["send_user_header"], true);
  });

  it("without a gateway know nobody but the emergency login", () => {
    const ini = grafanaValues(always)["grafana.ini"];
    assert.ok(!("auth.jwt" in ini));
    assert.ok(!("root_url" in ini.server));
  });

  it("mark their log as part of the trail of who looked at what", () => {
    assert.deepEqual(grafanaValues(always).podLabels, { "pharos/record-class": "pci-audit" });
  });

  it("are never told to read files anew, which would take the emergency login over the network", () => {
    const { sidecar } = grafanaValues(always);
    assert.equal(sidecar.dashboards.skipReload, true);
    assert.deepEqual(Object.keys(sidecar).sort(), ["dashboards", "resources", "securityContext"]);
  });

  it("check the certificate of a database of AWS against AWS's authorities", () => {
    const values = grafanaValues({ ...always, database: { ...database, signedBy: "aws" } });
    assert.equal(values["grafana.ini"].database?.ca_cert_path, "/etc/pharos/database/roots.pem");
    assert.deepEqual(
      values.extraConfigmapMounts.map(({ configMap, mountPath }) => [configMap, mountPath]),
      [
        ["database-roots", "/etc/pharos/database"],
        ["trust-roots", "/etc/pharos/roots"],
      ],
    );
  });
});

describe("data sources", () => {
  const { datasources } = dataSources("https://prometheus.example:9090");

  it("have fixed uids and cannot be edited", () => {
    assert.deepEqual(
      datasources.map(({ uid, editable, url }) => [uid, editable, url]),
      [["pharos-prometheus", false, "https://prometheus.example:9090"]],
    );
  });

  it("are metrics alone, which everybody may see who may see a dashboard", () => {
    assert.deepEqual([...new Set(datasources.map(({ type }) => type))], ["prometheus"]);
    for (const { sees } of Object.values(people)) assert.notEqual(sees.metrics, "none");
  });

  it("lead from a point of a histogram to Jaeger's page, where people find it", () => {
    const [present] = dataSources(always.prometheusUrl, undefined, "https://jaeger.example.com").datasources;
    assert.deepEqual((present?.jsonData as Record<string, unknown>)["exemplarTraceIdDestinations"], [
      {
        name: "trace_id",
        url: "https://jaeger.example.com/trace/$${__value.raw}",
        urlDisplayLabel: "Trace in Jaeger",
      },
    ]);
  });

  it("are part of Grafana's own values", () => {
    assert.deepEqual(grafanaValues(always).datasources, {
      "datasources.yaml": dataSources(always.prometheusUrl),
    });
  });
});
