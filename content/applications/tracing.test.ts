import assert from "node:assert/strict";
import { example } from "./testing/example";
import { instrumentationSpec, tracingVariables } from "./tracing";

const place = { region: "eu-west-1", environment: "production" };

describe("what libraries are told of tracing", () => {
  it("leads every trace to the collectors over TLS, and says whose it is", () => {
    assert.deepEqual(tracingVariables(example, place), {
      OTEL_EXPORTER_OTLP_ENDPOINT: "https://agent-collector.tracing.svc:4317",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_CERTIFICATE: "/etc/pharos/tls/ca.crt",
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "/etc/pharos/tls/tls.crt",
      OTEL_EXPORTER_OTLP_CLIENT_KEY: "/etc/pharos/tls/tls.key",
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_METRICS_EXPORTER: "prometheus",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_TRACES_SAMPLER: "parentbased_always_on",
      OTEL_PROPAGATORS: "tracecontext,baggage",
      OTEL_RESOURCE_ATTRIBUTES:
        "service.namespace=orders,deployment.environment.name=production,cloud.region=eu-west-1,team=trading",
    });
  });

  it("is the same for pods that ask to be instrumented", () => {
    const { endpoint, ...rest } = { endpoint: "https://collector.example:4317", ...place };
    const spec = instrumentationSpec(example, { ...rest, endpoint });
    assert.equal(spec.exporter.endpoint, endpoint);
    assert.deepEqual(spec.propagators, ["tracecontext", "baggage"]);
    assert.deepEqual(spec.sampler, { type: "parentbased_always_on" });
    const {
      OTEL_EXPORTER_OTLP_ENDPOINT: _own,
      OTEL_PROPAGATORS: _same,
      OTEL_TRACES_SAMPLER: _too,
      ...others
    } = tracingVariables(example, place);
    assert.deepEqual(Object.fromEntries(spec.env.map(({ name, value }) => [name, value])), others);
  });
});
