import assert from "node:assert/strict";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { prometheusDataSource } from "./data-source";
import { grafanaValues } from "./grafana-values";

const database = { host: "db.example:5432", name: "grafana", user: "grafana" };

describe("values of grafana", () => {
  it("have only keys that the pinned version knows", () => {
    for (const more of [{}, { database }, { adminSecret: "grafana-admin" }]) {
      const inputs = { storageClassName: "gp3", ...more };
      assert.deepEqual(checkValues(keyIndexes.grafana, grafanaValues(inputs)), []);
    }
  });

  it("make one replica on a volume without a database, since two would not share sessions", () => {
    const values = grafanaValues({ storageClassName: "gp3" });
    assert.equal(values.replicas, 1);
    assert.deepEqual(values.persistence, { enabled: true, storageClassName: "gp3", size: "5Gi" });
  });

  it("make two replicas with one, over TLS that checks the server", () => {
    const values = grafanaValues({ storageClassName: "gp3", database });
    assert.equal(values.replicas, 2);
    assert.deepEqual(values.persistence, { enabled: false });
    assert.deepEqual(values["grafana.ini"].database, {
      type: "postgres",
      ...database,
      ssl_mode: "verify-full",
    });
  });

  it("take the emergency login from a secret where one is named, else the chart makes one", () => {
    const { admin, adminUser } = grafanaValues({ storageClassName: "gp3", adminSecret: "login" });
    assert.deepEqual(admin, { existingSecret: "login", userKey: "username", passwordKey: "password" });
    assert.equal(adminUser, "break-glass");
    assert.ok(!("admin" in grafanaValues({ storageClassName: "gp3" })));
  });

  it("log who asked for what", () => {
    assert.equal(grafanaValues({ storageClassName: "gp3" })["grafana.ini"].server.router_logging, true);
  });

  it("let nobody edit a dashboard, and read ConfigMaps of their own namespace only", () => {
    const { sidecar, rbac } = grafanaValues({ storageClassName: "gp3" });
    assert.equal(sidecar.dashboards.provider.allowUiUpdates, false);
    assert.equal(rbac.namespaced, true);
    for (const { resource } of [sidecar.dashboards, sidecar.datasources]) assert.equal(resource, "configmap");
  });

  it("do not start the data source sidecar as an init container, which would never end", () => {
    assert.ok(!("initDatasources" in grafanaValues({ storageClassName: "gp3" }).sidecar.datasources));
  });
});

describe("the data source", () => {
  it("has a fixed uid and cannot be edited", () => {
    const [source] = prometheusDataSource("https://prometheus.example:9090").datasources;
    assert.equal(source?.uid, "pharos-prometheus");
    assert.equal(source?.editable, false);
    assert.equal(source?.url, "https://prometheus.example:9090");
  });
});
