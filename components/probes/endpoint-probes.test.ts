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
import {
  type Endpoint,
  endpoints,
  endpointsOf,
  endpointUrl,
  type ProbedRegion,
} from "../../content/probes/endpoints";
import { moduleConfigs } from "../../content/probes/modules";
import { blackboxName } from "../../content/probes/names";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { record, type Recording } from "../testing/record";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import { blackboxValues, blackboxWebFile } from "./blackbox-values";
import { EndpointProbes } from "./endpoint-probes";
import { type ProbedHub, probeSpec, questionTo } from "./probe-spec";

const HUB: ProbedHub = { door: "door", url: "https://metrics-ingest.example:443/api/v1/receive" };
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

/** The spec of every question, whatever it asks. */
const asked = (module: string, name: string, url: string) => ({
  jobName: "probes",
  interval: "30s",
  scrapeTimeout: "15s",
  module,
  prober: { url: "prometheus-blackbox-exporter.monitoring.svc:9115", scheme: "https" },
  tlsConfig: {
    ca: { configMap: { name: "trust-roots", key: "roots.pem" } },
    serverName: "prometheus-blackbox-exporter",
    minVersion: "TLS13",
  },
  targets: { staticConfig: { static: [url], labels: { probe: name } } },
});

const make = (hub?: ProbedHub, region: ProbedRegion = least): Promise<Recording> =>
  record(() => {
    const [crds, certificate, cluster] = ["crds", "certificate", "cluster"].map(
      (name) => new ConfigMap(name, {}),
    ) as [ConfigMap, ConfigMap, ConfigMap];
    return new EndpointProbes("probes", {
      namespace: "monitoring",
      region,
      crds: crds as unknown as Release,
      certificates: [certificate],
      cluster,
      ...(hub === undefined ? {} : { hub }),
    }).urn;
  });

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("EndpointProbes", function () {
  this.timeout(PATIENCE_MS);

  it("has values that the pinned chart knows, of the right types, with a hub and without", () => {
    for (const hub of [undefined, "door", "workspace"] as const)
      assert.deepEqual(checkValues(keyIndexes["prometheus-blackbox-exporter"], blackboxValues(hub)), []);
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
    assert.deepEqual(hub.get("kubernetes:core/v1:ConfigMap", "probes-web").inputs["data"], {
      "web.yml": blackboxWebFile(),
    });
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
    assert.deepEqual(inputs["spec"], asked("takes-metrics", "hub", HUB.url));
  });

  it("asks each program at its port, and at the path that says whether it is well", async () => {
    const { resources } = await make(undefined, everything);
    const probes = resources.filter(({ type }) => type === "kubernetes:monitoring.coreos.com/v1:Probe");
    const doorOf = (name: string) =>
      asked("answers", `door-${name}`, `https://oauth2-proxy-${name}.access.svc:4443/ping`);
    const monitored = (name: string, port: number) =>
      asked("answers", name.replace(/^pharos-/, ""), `https://${name}.monitoring.svc:${port}/-/ready`);
    assert.deepEqual(
      Object.fromEntries(probes.map(({ name, inputs }) => [name, inputs["spec"]])),
      Object.fromEntries(
        [
          monitored("pharos-prometheus", 9090),
          monitored("pharos-alertmanager", 9093),
          ...["receive", "query", "query-frontend", "store"].map((role) =>
            monitored(`thanos-${role}`, 10902),
          ),
          asked("answers", "grafana", "https://grafana.dashboards.svc:3000/api/health"),
          asked("asks-who", "elasticsearch", "https://logs-es-http.logging.svc:9200/"),
          asked("answers", "kibana", "https://logs-kb-http.logging.svc:5601/api/status"),
          asked("answers", "jaeger", "https://jaeger-query.tracing.svc:16686/"),
          ...doors.map(({ name }) => doorOf(name)),
          doorOf("metrics-payments"),
        ].map((spec) => [`probes-${spec.targets.staticConfig.labels.probe}`, spec]),
      ),
    );
  });

  it("serves TLS with its own certificate, and reads certificates and roots and nothing else", () => {
    const { extraArgs, extraConfigmapMounts, extraSecretMounts, livenessProbe, readinessProbe } =
      blackboxValues("door");
    assert.deepEqual(extraArgs, ["--web.config.file=/etc/pharos/web/web.yml"]);
    assert.deepEqual(JSON.parse(blackboxWebFile()), {
      tls_server_config: {
        cert_file: "/etc/pharos/serving/tls.crt",
        key_file: "/etc/pharos/serving/tls.key",
        min_version: "TLS13",
      },
    });
    assert.deepEqual(extraConfigmapMounts, [
      {
        name: "web",
        mountPath: "/etc/pharos/web",
        configMap: "blackbox-web",
        readOnly: true,
        defaultMode: 0o444,
      },
      {
        name: "roots",
        mountPath: "/etc/pharos/roots",
        configMap: "trust-roots",
        readOnly: true,
        defaultMode: 0o444,
      },
    ]);
    assert.deepEqual(extraSecretMounts, [
      {
        name: "serving",
        mountPath: "/etc/pharos/serving",
        secretName: "blackbox-serving-tls",
        readOnly: true,
        defaultMode: 0o440,
      },
      {
        name: "client",
        mountPath: "/etc/pharos/client",
        secretName: "remote-write-client-tls",
        readOnly: true,
        defaultMode: 0o440,
      },
    ]);
    const healthy = { httpGet: { path: "/-/healthy", port: "http", scheme: "HTTPS" } };
    assert.deepEqual([livenessProbe, readinessProbe], [healthy, healthy]);
  });

  it("shows certificates that are issued", () => {
    const issued = regionCertificates({ ...certified, sends: true }).map(({ secretName }) => secretName);
    assert.deepEqual(
      blackboxValues("door").extraSecretMounts.filter(({ secretName }) => !issued.includes(secretName)),
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
    const trust = { ca_file: "/etc/pharos/roots/roots.pem", min_version: "TLS13" };
    const own = { cert_file: "/etc/pharos/client/tls.crt", key_file: "/etc/pharos/client/tls.key" };
    const module = (status: number, tls: Readonly<Record<string, string>> = trust) => ({
      prober: "http",
      timeout: "10s",
      http: {
        method: "GET",
        valid_status_codes: [status],
        fail_if_not_ssl: true,
        follow_redirects: false,
        preferred_ip_protocol: "ip4",
        ip_protocol_fallback: false,
        tls_config: tls,
      },
    });
    const everywhere = { http_2xx: module(200), answers: module(200), "asks-who": module(401) };
    assert.deepEqual(moduleConfigs(), everywhere);
    assert.deepEqual(moduleConfigs("door"), {
      ...everywhere,
      "takes-metrics": module(405, { ...trust, ...own }),
    });
    assert.deepEqual(moduleConfigs("workspace"), {
      ...everywhere,
      "takes-signed-metrics": module(403, { min_version: "TLS12" }),
    });
    assert.deepEqual(
      blackboxValues("workspace").extraSecretMounts.map(({ name }) => name),
      ["serving"],
    );
    assert.deepEqual(blackboxValues("door").config, { modules: moduleConfigs("door") });
    // Helm leaves the chart's own modules beside ours, unless ours take their names.
    const { keys } = keyIndexes["prometheus-blackbox-exporter"];
    const charts = Object.keys(keys).flatMap((path) => /^config > modules > ([^ ]+)$/.exec(path)?.[1] ?? []);
    assert.deepEqual(
      charts.filter((name) => !(name in moduleConfigs())),
      [],
    );
  });

  it("are asked in ways that the exporter knows", () => {
    const known = new Set(Object.keys(moduleConfigs()));
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
