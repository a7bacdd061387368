import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { FALCOSIDEKICK_PORT } from "../runtime-security/names";
import { monitoringNamespace, nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";
import type { FlowRegion } from "./flow";
import { planPolicies } from "./network-policies";
import { FALCO_METRICS_PORT } from "./runtime-security";
import { flowNamespaces } from "./table";
import { allows, type Outside, type Pod } from "./testing/allows";

const onEks: FlowRegion = {
  ranges: { nodes: "10.0.0.0/17", intra: "10.0.128.0/18" },
  takesMetrics: false,
};
const existing: FlowRegion = { takesMetrics: false };

const app = (namespace: string, name: string): Pod => ({
  namespace,
  labels: { "app.kubernetes.io/name": name },
});
const prometheus = app(monitoringNamespace, "prometheus");
const alertmanager = app(monitoringNamespace, "alertmanager");
const falco = app(nodeAgentsNamespace, "falco");
const auditFalco = app(runtimeSecurityNamespace, "falco");
const falcosidekick = app(runtimeSecurityNamespace, "falcosidekick");
const grafana = app("dashboards", "grafana");
const stranger: Pod = { namespace: "elsewhere", labels: {} };
const node: Outside = { address: "10.0.3.7" };
const endpoint: Outside = { address: "10.0.130.9" };
const credentials: Outside = { address: "169.254.170.23" };
const metadata: Outside = { address: "169.254.169.254" };
const internet: Outside = { address: "203.0.113.5" };

type Case = readonly [string, Pod | Outside, Pod | Outside, number];

const open: readonly Case[] = [
  ["Falco may reach Falcosidekick", falco, falcosidekick, 2801],
  ["Falco on the audit log may reach Falcosidekick", auditFalco, falcosidekick, 2801],
  ["Falcosidekick may reach Alertmanager", falcosidekick, alertmanager, 9093],
  ["Falcosidekick may reach CloudWatch Logs", falcosidekick, endpoint, 443],
  ["Falcosidekick may get its credentials", falcosidekick, credentials, 80],
  ["Falco may fetch its rules", falco, internet, 443],
  ["Falco on the audit log may fetch its rules", auditFalco, internet, 443],
  ["Falco on the audit log may reach CloudWatch Logs", auditFalco, endpoint, 443],
  ["Falco on the audit log may get its credentials", auditFalco, credentials, 80],
  ["Prometheus may reach Falco's metrics", prometheus, falco, 8765],
  ["Prometheus may reach those of Falco on the audit log", prometheus, auditFalco, 8765],
  ["Prometheus may reach Falcosidekick's metrics", prometheus, falcosidekick, 2801],
];

const closed: readonly Case[] = [
  ["a stranger may not send events", stranger, falcosidekick, 2801],
  ["Grafana may not send events", grafana, falcosidekick, 2801],
  ["nodes may not send events", node, falcosidekick, 2801],
  ["Falcosidekick may not reach the internet", falcosidekick, internet, 443],
  ["Falcosidekick may not reach Prometheus", falcosidekick, prometheus, 9090],
  ["Falco may not make alerts by itself", falco, alertmanager, 9093],
  ["Falco may not get credentials", falco, credentials, 80],
  ["Falco may not read its node's metadata", falco, metadata, 80],
  ["Falco may not reach the internet at other ports", falco, internet, 80],
  ["Falco may not reach kubelets", falco, node, 10250],
  ["a stranger may not reach Falco", stranger, falco, 8765],
];

describe("flows of runtime security", () => {
  const verdict = (region: FlowRegion, [, from, to, port]: Case): boolean =>
    allows(planPolicies(flowNamespaces, region), { from, to, port, protocol: "TCP" });

  for (const each of open) it(each[0], () => assert.ok(verdict(onEks, each), "it is closed"));
  for (const each of closed) it(each[0], () => assert.ok(!verdict(onEks, each), "it is open"));

  it("have nothing of the audit log on an existing cluster", () => {
    const names = planPolicies(flowNamespaces, existing).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => name.includes("falco-k8s-audit")),
      [],
    );
    assert.ok(verdict(existing, ["", falco, falcosidekick, 2801]));
    assert.ok(verdict(existing, ["", falcosidekick, alertmanager, 9093]));
    assert.ok(!verdict(existing, ["", auditFalco, internet, 443]));
  });
});

describeWithShared("ports of runtime security", ["charts", "falco"], () => {
  const values = (chart: string) =>
    parse(readFileSync(sharedPath("charts", chart, "values.yaml"), "utf8")) as {
      falco?: { webserver: { listen_port: number } };
      service?: { port: number };
    };

  it("are those of the charts", () => {
    assert.equal(values("falco").falco?.webserver.listen_port, FALCO_METRICS_PORT);
    assert.equal(values("falcosidekick").service?.port, FALCOSIDEKICK_PORT);
  });
});
