import assert from "node:assert/strict";
import { resourceFrom, UNKNOWN } from "../testing/resources";
import { podKinds } from "./pod-kinds";
import { podsOf, podTypes, type Pod } from "./pods";

const from = (type: string, inputs: Record<string, unknown>): readonly Pod[] =>
  podsOf(resourceFrom({ type: `kubernetes:${type}`, name: "it", inputs }));
const labels = (pods: readonly Pod[]): string[] =>
  pods.flatMap(({ containers }) => containers.map(({ label }) => label));
const PROMETHEUS = "monitoring.coreos.com/v1:Prometheus";

describe("pods", () => {
  it("are found in every kind of the table, in lists and in patches", () => {
    assert.equal(podTypes.length, podKinds.length * 3 + 1);
    for (const { type } of podKinds)
      for (const form of ["", "List", "Patch"]) assert.ok(podTypes.includes(`${type}${form}`));
    assert.equal(new Set(podTypes).size, podTypes.length);
  });

  it("have containers of four kinds", () => {
    const [pod] = from("core/v1:Pod", {
      spec: {
        containers: [{ name: "app" }],
        initContainers: [{ name: "once" }, { name: "proxy", restartPolicy: "Always" }],
        ephemeralContainers: [{ name: "debug" }],
      },
    });
    assert.deepEqual(labels([pod!]), [
      "container 'app'",
      "init container 'once'",
      "sidecar 'proxy'",
      "ephemeral container 'debug'",
    ]);
  });

  it("are several where a kind has several templates", () => {
    const template = (name: string) => ({ podTemplate: { spec: { containers: [{ name }] } } });
    const elasticsearch = { spec: { nodeSets: [template("hot"), template("cold"), { name: "default" }] } };
    assert.deepEqual(labels(from("elasticsearch.k8s.elastic.co/v1:Elasticsearch", elasticsearch)), [
      "container 'hot'",
      "container 'cold'",
    ]);
    const beat = { spec: { daemonSet: template("agent") } };
    assert.deepEqual(labels(from("beat.k8s.elastic.co/v1beta1:Beat", beat)), ["container 'agent'"]);
  });

  it("are none where nothing is said of them", () => {
    assert.deepEqual(from("kibana.k8s.elastic.co/v1:Kibana", { spec: { version: "9.1.0" } }), []);
    assert.deepEqual(from("apps/v1:DeploymentPatch", { spec: { replicas: 3 } }), []);
    assert.deepEqual(from("core/v1:ConfigMap", { data: {} }), []);
  });

  it("are not seen where the place in which they stand is not known", () => {
    const hidden = (inputs: Record<string, unknown>): unknown =>
      from("apps/v1:Deployment", inputs).flatMap((pod) => pod.hidden.map(({ path }) => path));
    assert.deepEqual(hidden({ spec: { template: { spec: { containers: UNKNOWN } } } }), [
      "spec.template.spec.containers",
    ]);
    assert.deepEqual(hidden({ spec: UNKNOWN }), ["spec", "spec", "spec"]);
  });

  it("of an operator have its container, with the pod's fields beside it", () => {
    const [pod] = from(PROMETHEUS, {
      spec: {
        image: "quay.io/prometheus/prometheus:v3.7.1",
        hostNetwork: true,
        securityContext: { runAsNonRoot: true },
        containers: [{ name: "proxy", image: "quay.io/x/proxy:1" }],
      },
    });
    assert.ok(pod);
    assert.deepEqual(labels([pod]), ["container 'prometheus'", "container 'proxy'"]);
    const [own, proxy] = pod.containers;
    assert.deepEqual(own?.at("image").text(), {
      state: "value",
      value: "quay.io/prometheus/prometheus:v3.7.1",
    });
    assert.deepEqual(pod.at("hostNetwork").flag(), { state: "value", value: true });
    assert.deepEqual(pod.effective(own, "runAsNonRoot").flag(), { state: "value", value: true });
    assert.deepEqual(pod.effective(proxy!, "runAsNonRoot").flag(), { state: "value", value: true });
  });

  it("of an operator have what it is known to set, and are unknown in what it is not", () => {
    const [pod] = from(PROMETHEUS, {
      spec: { containers: [{ name: "x", securityContext: { privileged: true } }] },
    });
    const [own, other] = pod!.containers;
    assert.deepEqual(own?.at("securityContext", "allowPrivilegeEscalation").flag(), {
      state: "value",
      value: false,
    });
    assert.deepEqual(other?.at("securityContext", "privileged").flag(), { state: "value", value: true });
    const cpu = own?.at("resources", "requests", "cpu").text();
    assert.deepEqual(cpu?.state === "unknown" && [cpu.path, cpu.why], [
      "spec.resources",
      "is left to the operator, which does not show here what it sets",
    ]);
  });

  it("of an operator hold containers of others as they are, and completes those of its own", () => {
    const [pod] = from(PROMETHEUS, {
      spec: { containers: [{ name: "proxy" }, { name: "config-reloader" }] },
    });
    const [, proxy, reloader] = pod!.containers;
    const escalation = ["securityContext", "allowPrivilegeEscalation"] as const;
    assert.deepEqual(proxy?.at(...escalation).flag(), { state: "absent" });
    assert.deepEqual(reloader?.at(...escalation).flag(), { state: "value", value: false });
  });

  it("of an operator have what it is known to set in its own container alone", () => {
    const [pod] = from("kibana.k8s.elastic.co/v1:Kibana", {
      spec: { podTemplate: { spec: { containers: [{ name: "kibana" }, { name: "side" }] } } },
    });
    const [own, side] = pod!.containers.map((container) => container.at("readinessProbe"));
    assert.deepEqual([own?.state, side?.state, side?.isGap], ["value", "unknown", true]);
  });

  it("of the OpenTelemetry operator have their security context under its own name", () => {
    const [pod] = from("opentelemetry.io/v1alpha1:OpenTelemetryCollector", {
      spec: { podSecurityContext: { runAsUser: 0 }, securityContext: { runAsUser: 1000 } },
    });
    assert.ok(pod);
    assert.deepEqual(pod.at("securityContext", "runAsUser").number(), { state: "value", value: 0 });
    assert.deepEqual(pod.effective(pod.containers[0]!, "runAsUser").number(), {
      state: "value",
      value: 1000,
    });
  });

  it("run Windows where they say so", () => {
    const windows = (os: unknown): unknown => from("core/v1:Pod", { spec: { os } })[0]?.windows;
    assert.deepEqual(windows({ name: "windows" }), { state: "value", value: true });
    assert.deepEqual(windows({ name: "linux" }), { state: "value", value: false });
    assert.deepEqual(windows(undefined), { state: "value", value: false });
    assert.equal((windows({ name: UNKNOWN }) as { state: string }).state, "unknown");
  });
});
