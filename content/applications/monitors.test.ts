import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { applications } from ".";
import type { Service } from "./application";
import { planMonitor } from "./monitors";
import { example } from "./testing/example";

const [service] = example.services as [Service];

describe("monitors", () => {
  it("of a service scrape it over TLS, take what it declares and say whose it is", () => {
    assert.deepEqual(planMonitor(example, service, "orders"), {
      kind: "ServiceMonitor",
      spec: {
        namespaceSelector: { matchNames: ["orders"] },
        selector: { matchLabels: { "app.kubernetes.io/name": "orders-api" } },
        jobLabel: "app.kubernetes.io/name",
        sampleLimit: 13,
        targetLimit: 12,
        labelLimit: 12,
        labelNameLengthLimit: 64,
        labelValueLengthLimit: 128,
        bodySizeLimit: "20MB",
        endpoints: [
          {
            port: "metrics",
            path: "/metrics",
            scheme: "https",
            tlsConfig: {
              ca: { configMap: { name: "trust-roots", key: "roots.pem" } },
              serverName: "orders-api.orders.svc",
              minVersion: "TLS13",
            },
            honorLabels: false,
            relabelings: [
              { action: "replace", targetLabel: "application", replacement: "orders" },
              { action: "replace", targetLabel: "team", replacement: "trading" },
            ],
            metricRelabelings: [
              {
                action: "keep",
                sourceLabels: ["__name__"],
                regex: "open_orders|order_seconds_(?:bucket|sum|count)|orders_total",
              },
            ],
          },
        ],
      },
    });
  });

  it("of pods without a Service, in plain text with a reason, at a port of its own", () => {
    const { kind, spec } = planMonitor(
      example,
      {
        ...service,
        discovery: "pods",
        plainTextBecause: "it cannot serve TLS",
        metricsAt: { port: 8080, portName: "http", path: "/stats" },
      },
      "orders",
    );
    assert.equal(kind, "PodMonitor");
    const [{ relabelings: _relabelings, metricRelabelings: _kept, ...endpoint }] = spec[
      "podMetricsEndpoints"
    ] as [Record<string, unknown>];
    assert.deepEqual(endpoint, { port: "http", path: "/stats", scheme: "http", honorLabels: false });
    assert.equal(spec["endpoints"], undefined);
  });

  it("keep every declared series, and no other", () => {
    for (const application of applications) {
      for (const each of application.services) {
        const { kind, spec } = planMonitor(application, each, application.name);
        const endpoints = spec[kind === "PodMonitor" ? "podMetricsEndpoints" : "endpoints"] as [
          { metricRelabelings: [{ regex: string }] },
        ];
        const kept = new RegExp(`^(?:${endpoints[0].metricRelabelings[0].regex})$`);
        for (const { name, type } of each.metrics) {
          const series = type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
          for (const one of series) assert.match(one, kept);
          assert.doesNotMatch(`${name}_created`, kept);
          assert.doesNotMatch(`x_${name}`, kept);
        }
      }
    }
  });
});

describeWithShared("monitors against the operator's schemas", ["schemas", "monitoring.coreos.com"], () => {
  const validators = Object.fromEntries(
    (["ServiceMonitor", "PodMonitor"] as const).map((kind) => {
      const file = sharedPath("schemas", "monitoring.coreos.com", `${kind.toLowerCase()}_v1.json`);
      // Go's way to say "in either case", which JavaScript does not know.
      const text = readFileSync(file, "utf8").replaceAll("(?i)", "");
      const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
      return [kind, ajv.compile(JSON.parse(text) as object)];
    }),
  );
  const errorsOf = (change: Record<string, unknown> = {}): string[] =>
    applications.flatMap((application) =>
      application.services.flatMap((each) => {
        const { kind, spec } = planMonitor(application, each, application.name);
        const validate = validators[kind] ?? assert.fail(kind);
        validate({
          apiVersion: "monitoring.coreos.com/v1",
          kind,
          metadata: { name: each.name, namespace: "monitoring" },
          spec: { ...spec, ...change },
        });
        return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
      }),
    );

  it("are what the operator takes", () => assert.deepEqual(errorsOf(), []));

  it("would not be with a key that it does not know", () => {
    assert.deepEqual(
      [...new Set(errorsOf({ samplesLimit: 1 }))],
      ["/spec must NOT have additional properties"],
    );
  });
});
