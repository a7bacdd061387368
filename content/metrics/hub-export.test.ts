import assert from "node:assert/strict";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { readCatalogue } from "./catalogue";
import { allExportedLabels, exportedMetrics, isExported, writeRelabelConfigs } from "./hub-export";
import { replicaLabel } from "./names";

describe("what leaves a region", () => {
  it("is chosen by two allow-lists: names of metrics, then names of labels", () => {
    assert.deepEqual(
      writeRelabelConfigs().map(({ action }) => action),
      ["keep", "labelkeep"],
    );
  });

  it("keeps the metric's name and the labels by which the hub tells regions and replicas apart", () => {
    const kept = new RegExp(`^(?:${writeRelabelConfigs()[1]?.regex})$`);
    for (const label of ["__name__", "cluster", "region", "environment", replicaLabel, "le"])
      assert.match(label, kept);
  });

  it("leaves behind labels that can name a person", () => {
    const kept = new RegExp(`^(?:${writeRelabelConfigs()[1]?.regex})$`);
    for (const label of [
      "user",
      "username",
      "email",
      "customer_id",
      "client_ip",
      "account",
      "iban",
      "namespace_owner",
    ]) {
      assert.doesNotMatch(label, kept);
    }
  });

  it("leaves behind metrics that nobody listed", () => {
    for (const name of [
      "apiserver_request_duration_seconds_bucket",
      "payments_total",
      "upper",
      "node_cpu_seconds",
    ]) {
      assert.equal(isExported(name), name === "node_cpu_seconds", name);
    }
    for (const name of ["up", "ALERTS", "region:requests:rate5m", "kubelet_volume_stats_used_bytes"])
      assert.equal(isExported(name), true, name);
  });

  it("lists each label once", () => {
    const labels = allExportedLabels();
    assert.deepEqual(labels, [...new Set(labels)]);
  });
});

describeWithShared("what leaves a region, against the catalogue", ["metrics"], () => {
  const origins = new Set(exportedMetrics.map(({ origin }) => origin));
  /** Name, component and labels of everything that is catalogued. */
  const metrics = [...readCatalogue(sharedPath("metrics"))].flatMap(([name, emitted]) =>
    emitted.map(({ component, labels }) => ({ name, component, labels })),
  );

  it("loses no label of the platform's own metrics, so that no two series become equal", () => {
    const exported = new Set(allExportedLabels());
    const lost = metrics
      .filter(({ name, component }) => origins.has(component) && isExported(name))
      .flatMap(({ name, labels }) =>
        labels.filter((label) => !exported.has(label)).map((label) => `${name}{${label}}`),
      );
    assert.deepEqual(lost, []);
  });

  it("has no pattern that matches nothing of its origin", () => {
    const idle = exportedMetrics
      .filter(({ origin }) => origin !== "recording rules")
      .flatMap(({ origin, names }) =>
        names.map((pattern) => ({ origin, pattern, regex: new RegExp(`^(?:${pattern})$`) })),
      )
      .filter(
        ({ origin, regex }) =>
          !metrics.some(({ name, component }) => component === origin && regex.test(name)),
      )
      .map(({ origin, pattern }) => `${origin}: ${pattern}`);
    assert.deepEqual(idle, []);
  });

  it("takes no metric which only components emit that it does not name", () => {
    const own = new Set(metrics.filter(({ component }) => origins.has(component)).map(({ name }) => name));
    assert.deepEqual(
      metrics
        .filter(({ name }) => isExported(name) && !own.has(name))
        .map(({ name, component }) => `${component}: ${name}`),
      [],
    );
  });
});
