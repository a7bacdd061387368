import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Release } from "@pulumi/kubernetes/helm/v3";
import Ajv from "ajv";
import { doors } from "../../content/access/doors";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { regionCertificates } from "../../content/certificates";
import { flowNamespaces } from "../../content/flows/table";
import { planPolicies } from "../../content/flows/network-policies";
import { allows } from "../../content/flows/testing/allows";
import { type Endpoint, endpoints, endpointsOf, endpointUrl } from "../../content/probes/endpoints";
import { moduleConfigs } from "../../content/probes/modules";
import { blackboxName } from "../../content/probes/names";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { record, type Recording } from "../testing/record";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { blackboxValues } from "./blackbox-values";
import { EndpointProbes } from "./endpoint-probes";
import { probeSpec, questionTo } from "./probe-spec";

const HUB = "https://metrics-ingest.example:443/api/v1/receive";
const everything = {
  gateway: true,
  tenants: ["payments"],
  thanos: ["router", "query", "frontend", "store", "compactor"],
} as const;
const certified = {
  organization: "example",
  environment: "production",
  region: "us-east-1",
  ingestHost: "ingest.example",
  logPaths: [],
  sends: false,
  uploads: true,
};
const least = { gateway: false, tenants: [], thanos: [] } as const;

const make = (hubUrl?: string): Promise<Recording> =>
  record(() => {
    const [crds, certificate, cluster] = ["crds", "certificate", "cluster"].map(
      (name) => new ConfigMap(name, {}),
    ) as [ConfigMap, ConfigMap, ConfigMap];
    return new EndpointProbes("probes", {
      namespace: "monitoring",
      region: least,
      crds: crds as unknown as Release,
      certificates: [certificate],
      cluster,
      ...(hubUrl === undefined ? {} : { hubUrl }),
    }).urn;
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("EndpointProbes", function () {
  this.timeout(PATIENCE_MS);

  it("has values that the pinned chart knows, of the right types, with a hub and without", () => {
    for (const sends of [true, false])
      assert.deepEqual(checkValues(keyIndexes["prometheus-blackbox-exporter"], blackboxValues(sends)), []);
  });

  it("asks after the exporter is there, and the exporter starts after its certificate", async () => {
    const { resources } = await make(HUB);
    const asked = ["alertmanager", "elasticsearch", "grafana", "hub", "jaeger", "kibana", "prometheus"];
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === "probes")
        .map(
          ({ type, name, dependsOn }) =>
            `${type.split(":").at(-1)} ${name}: ${[...dependsOn].sort().join(", ")}`,
        )
        .sort(),
      [
        "ConfigMap probes-web: ",
        ...asked.map((name) => `Probe probes-${name}: crds, probes-exporter`),
        "Release probes-exporter: certificate, crds, probes-web",
      ],
    );
  });

  it("asks the hub in a spoke alone, and only there has the certificate for it", async () => {
    const exporterOf = ({ resources }: Recording) =>
      resources.find(({ name }) => name === "probes-exporter")?.inputs["values"] as ReturnType<
        typeof blackboxValues
      >;
    const [spoke, hub] = [await make(HUB), await make()];
    assert.ok(!hub.resources.some(({ name }) => name === "probes-hub"));
    assert.deepEqual(
      exporterOf(hub).extraSecretMounts.map(({ secretName }) => secretName),
      ["blackbox-serving-tls"],
    );
    assert.deepEqual(
      exporterOf(spoke).extraSecretMounts.map(({ secretName, mountPath }) => [secretName, mountPath]),
      [
        ["blackbox-serving-tls", "/etc/pharos/serving"],
        ["remote-write-client-tls", "/etc/pharos/client"],
      ],
    );
    const { inputs } = spoke.get("kubernetes:monitoring.coreos.com/v1:Probe", "probes-hub");
    assert.deepEqual(inputs["spec"], {
      jobName: "probes",
      interval: "30s",
      scrapeTimeout: "15s",
      module: "takes-metrics",
      prober: { url: "prometheus-blackbox-exporter.monitoring.svc:9115", scheme: "https" },
      tlsConfig: {
        ca: { configMap: { name: "trust-roots", key: "roots.pem" } },
        serverName: "prometheus-blackbox-exporter",
        minVersion: "TLS13",
      },
      targets: { staticConfig: { static: [HUB], labels: { probe: "hub" } } },
    });
  });

  it("shows certificates that are issued", () => {
    const issued = regionCertificates({ ...certified, sends: true }).map(({ secretName }) => secretName);
    assert.deepEqual(
      blackboxValues(true).extraSecretMounts.filter(({ secretName }) => !issued.includes(secretName)),
      [],
    );
  });

  it("keeps no Secret and no key in Pulumi", async () => {
    assert.deepEqual((await make(HUB)).ofType("kubernetes:core/v1:Secret"), []);
  });
});

describe("questions from outside", () => {
  it("go to what a region has", () => {
    const names = (region: Parameters<typeof endpointsOf>[0]) => endpointsOf(region).map(({ name }) => name);
    const always = ["prometheus", "alertmanager", "grafana", "elasticsearch", "kibana", "jaeger"];
    assert.deepEqual(names(least), always);
    assert.deepEqual(
      names(everything).sort(),
      [
        ...always,
        "thanos-receive",
        "thanos-query",
        "thanos-query-frontend",
        "thanos-store",
        ...doors.map(({ name }) => `door-${name}`),
        // Of the teams, those that have a door.
        "door-metrics-payments",
      ].sort(),
    );
    assert.deepEqual(names({ ...least, thanos: ["compactor"] }), always);
  });

  it("have names of their own, which are those of their Probes", () => {
    const names = endpoints.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
    for (const name of names) assert.match(name, /^[a-z][a-z0-9-]*$/);
  });

  it("ask for names that the certificates of their programs have", () => {
    const names = new Set(
      regionCertificates(certified).flatMap(({ namespace, dnsNames = [] }) =>
        dnsNames.map((name) => `${namespace}/${name}`),
      ),
    );
    const unknown = endpoints.filter(
      (endpoint) => !names.has(`${endpoint.namespace}/${new URL(endpointUrl(endpoint)).hostname}`),
    );
    assert.deepEqual(unknown, []);
  });

  it("are let through by the table of flows, each to its program and to no other port of it", () => {
    const region = {
      ranges: { nodes: "10.0.0.0/17", intra: "10.0.128.0/18" },
      takesMetrics: false,
      hubPort: 443,
    };
    const policies = planPolicies(flowNamespaces, region);
    const from = { namespace: "monitoring", labels: { "app.kubernetes.io/name": blackboxName } };
    const reaches = ({ namespace, pods, port }: Endpoint, at = port) => {
      assert.ok(pods !== "all");
      const to = { namespace, labels: { [pods.label]: pods.values[0] ?? "" } };
      return allows(policies, { from, to, port: at, protocol: "TCP" });
    };
    assert.deepEqual(
      endpoints.filter((endpoint) => !reaches(endpoint)),
      [],
    );
    // Within their own namespace all pods reach each other.
    const elsewhere = endpoints.filter(({ namespace }) => namespace !== "monitoring");
    assert.deepEqual(
      elsewhere.filter((endpoint) => reaches(endpoint, 22)),
      [],
    );
    const hub = { address: "10.0.130.9" };
    assert.ok(allows(policies, { from, to: hub, port: 443, protocol: "TCP" }));
    assert.ok(!allows(policies, { from, to: { address: "203.0.113.5" }, port: 443, protocol: "TCP" }));
  });

  it("trust the region's roots alone, over TLS 1.3, and follow nobody", () => {
    for (const [name, { http }] of Object.entries(moduleConfigs(true))) {
      assert.equal(http.fail_if_not_ssl, true, name);
      assert.equal(http.follow_redirects, false, name);
      assert.equal(http.tls_config["ca_file"], "/etc/pharos/roots/roots.pem", name);
      assert.equal(http.tls_config["min_version"], "TLS13", name);
    }
    assert.deepEqual(Object.keys(moduleConfigs(false)), ["answers", "asks-who"]);
    assert.deepEqual(
      Object.values(moduleConfigs(true)).map(({ http }) => http.valid_status_codes),
      [[200], [401], [405]],
    );
    assert.equal(
      moduleConfigs(true)["takes-metrics"]?.http.tls_config["cert_file"],
      "/etc/pharos/client/tls.crt",
    );
  });

  it("are asked in ways that the exporter knows", () => {
    const known = new Set(Object.keys(moduleConfigs(false)));
    assert.deepEqual(
      endpoints.filter(({ module }) => !known.has(module)),
      [],
    );
  });
});

describeWithShared("questions against the schema of Probe", ["schemas", "monitoring.coreos.com"], () => {
  it("are valid", () => {
    const text = readFileSync(sharedPath("schemas", "monitoring.coreos.com", "probe_v1.json"), "utf8");
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(text) as object);
    for (const endpoint of endpoints) {
      validate({
        apiVersion: "monitoring.coreos.com/v1",
        kind: "Probe",
        metadata: { name: endpoint.name, namespace: "monitoring" },
        spec: probeSpec(questionTo(endpoint)),
      });
      assert.deepEqual(validate.errors ?? [], [], endpoint.name);
    }
  });
});
