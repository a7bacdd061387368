import assert from "node:assert/strict";
import { allows, type Connection, type Pod } from "../flows/testing/allows";
import { planScrapes, planTraffic } from "./traffic";
import { example } from "./testing/example";

const pod = (namespace: string, name: string): Pod => ({
  namespace,
  labels: { "app.kubernetes.io/name": name },
});
const api = pod("orders", "orders-api");
const other = pod("orders", "orders-database");
const prometheus = pod("monitoring", "prometheus");
const collector = pod("tracing", "agent-collector");
const stranger = pod("payments", "payments-api");

const cases: readonly (readonly [string, Pod, Pod, number, boolean])[] = [
  ["Prometheus may reach the metrics", prometheus, api, 9464, true],
  ["Prometheus may not reach another port", prometheus, api, 8080, false],
  ["Prometheus may not reach pods that declare no metrics", prometheus, other, 9464, false],
  ["Grafana may not reach the metrics", pod("monitoring", "grafana"), api, 9464, false],
  ["who calls itself Prometheus elsewhere may not", pod("payments", "prometheus"), api, 9464, false],
  ["the application may speak with itself", api, other, 5432, true],
  ["the application may hand traces to its collector", api, collector, 4317, true],
  ["and over HTTP", api, collector, 4318, true],
  ["and nothing else", api, collector, 8888, false],
  ["a stranger may not reach it", stranger, api, 9464, false],
  ["it may not reach a stranger", api, stranger, 443, false],
];

describe("traffic of an application", () => {
  const verdict = (from: Pod, to: Pod, port: number, application = example): boolean => {
    const connection: Connection = { from, to, port, protocol: "TCP" };
    return allows(planTraffic(application, "orders"), connection);
  };

  for (const [what, from, to, port, allowed] of cases)
    it(what, () => assert.equal(verdict(from, to, port), allowed));

  it("may ask for names, wherever the resolver is", () => {
    for (const protocol of ["UDP", "TCP"] as const)
      assert.ok(
        allows(planTraffic(example, "orders"), {
          from: api,
          to: { address: "169.254.20.10" },
          port: 53,
          protocol,
        }),
      );
  });

  it("does not lead to collectors where nothing is traced", () => {
    assert.equal(verdict(api, collector, 4317, { ...example, tracing: "off" }), false);
  });

  it("makes exactly these policies", () => {
    assert.deepEqual(
      planTraffic(example, "orders").map(({ name }) => name),
      ["default-deny", "names", "within", "prometheus-to-orders-api", "to-collectors"],
    );
    assert.deepEqual(
      planScrapes(example, "elsewhere").map(({ namespace, name }) => `${namespace} ${name}`),
      ["elsewhere prometheus-to-orders-api"],
    );
  });
});
