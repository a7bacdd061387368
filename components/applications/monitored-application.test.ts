import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Provider } from "@pulumi/kubernetes/provider";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import Ajv from "ajv";
import type { Application } from "../../content/applications/application";
import { example } from "../../content/applications/testing/example";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { record, type Recording } from "../testing/record";
import { MonitoredApplication, type MonitoredApplicationArgs } from "./monitored-application";

/** Registers an application with everything around it that it waits for. */
function watch(
  application: Application = example,
  change: Partial<MonitoredApplicationArgs> = {},
  operator?: "with OpenTelemetry's operator",
): Promise<Recording> {
  return record(() => {
    const provider = new Provider("cluster", {});
    const before = new ConfigMap("before", {}, { provider });
    const release = new ConfigMap("operator", {}, { provider });
    new MonitoredApplication(
      "application-orders",
      {
        application,
        place: { region: "eu-west-1", environment: "production" },
        after: [before],
        mostNodes: 10,
        provider,
        ...(operator === undefined ? {} : { instrumentation: release }),
        ...change,
      },
      { providers: [provider] },
    );
  });
}

const made = ({ resources }: Recording): string[] =>
  resources
    .filter(({ name }) => name.startsWith("application-orders"))
    .map(({ type, name }) => `${type.split(":").at(-1)} ${name.replace("application-orders", "")}`)
    .sort();

/** Registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("a monitored application", function () {
  this.timeout(PATIENCE_MS);

  it("makes exactly these objects, by itself", async () => {
    assert.deepEqual(made(await watch()), [
      "Certificate -orders-api-tls",
      "ConfigMap -dashboard",
      "ConfigMap -tracing",
      "LimitRange -bounds-orders-limits",
      "MonitoredApplication ",
      "Namespace -namespace",
      "NamespaceBounds -bounds",
      "NetworkPolicy -traffic-default-deny",
      "NetworkPolicy -traffic-names",
      "NetworkPolicy -traffic-prometheus-to-orders-api",
      "NetworkPolicy -traffic-to-collectors",
      "NetworkPolicy -traffic-within",
      "PrometheusRule -objectives",
      "ResourceQuota -bounds-orders-quota",
      "ServiceMonitor -orders-api-monitor",
    ]);
  });

  it("labels its namespace for Pod Security, scrapes, logs, their class and their way", async () => {
    const recording = await watch();
    const { inputs } = recording.get("kubernetes:core/v1:Namespace", "application-orders-namespace");
    assert.deepEqual(inputs["metadata"], {
      name: "orders",
      labels: {
        "pharos/application": "orders",
        "pharos/team": "trading",
        "pharos/owner": "trading",
        "pharos/scraped": "true",
        "pharos/log-path": "logstash",
        "pharos/record-class": "gdpr-app-telemetry",
        "pharos/data-classification": "personal",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "latest",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
  });

  it("sends the logs of a chain the other way", async () => {
    const recording = await watch({ ...example, workload: "dag" });
    const { inputs } = recording.get("kubernetes:core/v1:Namespace", "application-orders-namespace");
    assert.equal(
      (inputs["metadata"] as { labels: Record<string, string> }).labels["pharos/log-path"],
      "fluentd",
    );
  });

  it("bounds its namespace by twice its pods", async () => {
    const recording = await watch();
    const { inputs } = recording.get(
      "kubernetes:core/v1:ResourceQuota",
      "application-orders-bounds-orders-quota",
    );
    assert.deepEqual((inputs["spec"] as { hard: unknown }).hard, {
      pods: "12",
      "requests.cpu": "6000m",
      "requests.memory": "6144Mi",
      "limits.memory": "12288Mi",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
  });

  it("has its certificate before it is scraped, both after what they are made of", async () => {
    const recording = await watch();
    const certificate = recording.get(
      "kubernetes:cert-manager.io/v1:Certificate",
      "application-orders-orders-api-tls",
    );
    assert.deepEqual(certificate.dependsOn, ["before", "application-orders-namespace"]);
    assert.deepEqual((certificate.inputs["spec"] as { dnsNames: unknown }).dnsNames, [
      "orders-api",
      "orders-api.orders",
      "orders-api.orders.svc",
      "orders-api.orders.svc.cluster.local",
    ]);
    const monitor = recording.get(
      "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
      "application-orders-orders-api-monitor",
    );
    assert.deepEqual(monitor.dependsOn, ["before", "application-orders-orders-api-tls"]);
    assert.equal((monitor.inputs["metadata"] as { namespace: string }).namespace, "monitoring");
  });

  it("is not traced where it does not want to be, and instrumented where there is an operator", async () => {
    const without = made(await watch({ ...example, tracing: "off" }, {}, "with OpenTelemetry's operator"));
    assert.deepEqual(
      without.filter((line) => /tracing|collectors|instrumentation/.test(line)),
      [],
    );
    const recording = await watch(example, {}, "with OpenTelemetry's operator");
    const { dependsOn, inputs } = recording.get(
      "kubernetes:opentelemetry.io/v1alpha1:Instrumentation",
      "application-orders-instrumentation",
    );
    assert.deepEqual(dependsOn, ["application-orders-namespace", "operator"]);
    assert.deepEqual(inputs["spec"], {
      exporter: { endpoint: "https://agent-collector.tracing.svc:4317" },
      propagators: ["tracecontext", "baggage"],
      sampler: { type: "parentbased_always_on" },
      env: [
        ["PROTOCOL", "grpc"],
        ["CERTIFICATE", "/etc/pharos/tls/ca.crt"],
        ["CLIENT_CERTIFICATE", "/etc/pharos/tls/tls.crt"],
        ["CLIENT_KEY", "/etc/pharos/tls/tls.key"],
      ]
        .map(([what, value]) => ({ name: `OTEL_EXPORTER_OTLP_${what}`, value }))
        .concat([
          { name: "OTEL_TRACES_EXPORTER", value: "otlp" },
          // They would come a second time: metrics are scraped, and logs are read from the console.
          { name: "OTEL_METRICS_EXPORTER", value: "prometheus" },
          { name: "OTEL_LOGS_EXPORTER", value: "none" },
          {
            name: "OTEL_RESOURCE_ATTRIBUTES",
            value:
              "service.namespace=orders,deployment.environment.name=production,cloud.region=eu-west-1,team=trading",
          },
        ]),
    });
  });

  it("neither makes nor bounds a namespace that is there, and lets Prometheus in only if it is closed", async () => {
    const there = async (traffic: "closed" | "open"): Promise<string[]> =>
      made(await watch({ ...example, existingNamespace: { name: "shop", traffic } })).filter((line) =>
        /Namespace|Network|Quota|Limit/.test(line),
      );
    assert.deepEqual(await there("open"), []);
    assert.deepEqual(await there("closed"), ["NetworkPolicy -traffic-prometheus-to-orders-api"]);
    const recording = await watch({ ...example, existingNamespace: { name: "shop", traffic: "open" } });
    const monitor = recording.get(
      "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
      "application-orders-orders-api-monitor",
    );
    assert.deepEqual((monitor.inputs["spec"] as { namespaceSelector: unknown }).namespaceSelector, {
      matchNames: ["shop"],
    });
  });

  it("says on the monitor why metrics are served in plain text", async () => {
    const [service] = example.services;
    const recording = await watch({
      ...example,
      services: [{ ...service!, plainTextBecause: "the library cannot serve TLS" }],
    });
    const { inputs } = recording.get(
      "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
      "application-orders-orders-api-monitor",
    );
    assert.deepEqual((inputs["metadata"] as { annotations: unknown }).annotations, {
      "pharos.io/plain-text-because": "the library cannot serve TLS",
    });
  });

  it("has no rules where it promises nothing", async () => {
    const lines = made(await watch({ ...example, objectives: [] }));
    assert.ok(!lines.some((line) => line.startsWith("PrometheusRule")));
  });

  it("is refused before anything is made, with every fault", async () => {
    await assert.rejects(watch({ ...example, logs: "pci-account-data", services: [], objectives: [] }), {
      name: "UserError",
      message: [
        "the application orders cannot be watched:",
        "  orders says that its logs are pci-account-data, but what the log store keeps can be changed and is deleted on time: gdpr-app-telemetry or gdpr-security-log is allowed; records that must be kept go to a locked bucket, and card data belongs in no log",
        "  orders has no service, so that there is nothing to watch: name at least one",
      ].join("\n"),
    });
  });

  it("is what monitored-application.ts shows", async () => {
    const { resources } = await record(
      async () => void (await import("../../docs/examples/monitored-application.js")),
    );
    assert.deepEqual(resources.flatMap(({ type, parent }) => (parent === undefined ? [type] : [])).sort(), [
      "kubernetes:core/v1:Namespace",
      "kubernetes:helm.sh/v3:Release",
      "pharos:applications:MonitoredApplication",
      "pulumi:providers:kubernetes",
    ]);
  });
});

describeWithShared("instrumentation against its schema", ["schemas", "opentelemetry.io"], () => {
  it("is what OpenTelemetry's operator takes", async function () {
    this.timeout(PATIENCE_MS);
    const file = sharedPath("schemas", "opentelemetry.io", "instrumentation_v1alpha1.json");
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      JSON.parse(readFileSync(file, "utf8")) as object,
    );
    const recording = await watch(example, {}, "with OpenTelemetry's operator");
    const { inputs } = recording.get(
      "kubernetes:opentelemetry.io/v1alpha1:Instrumentation",
      "application-orders-instrumentation",
    );
    validate(inputs);
    assert.deepEqual(validate.errors ?? [], []);
  });
});
