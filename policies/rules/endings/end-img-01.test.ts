import { testRule, type RuleCase } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noEndedImages } from "./end-img-01";

const image = (name: unknown) => pod({ containers: [{ name: "app", image: name }] });
const refused = (name: string): RuleCase => ({
  title: name,
  resources: image(name),
  expect: ["violation ended"],
});
const fine = (name: string): RuleCase => ({ title: name, resources: image(name), expect: ["pass"] });

describe("END-IMG-01", () => {
  testRule(noEndedImages("2026-11-26"), [
    ...containerCases({
      good: { image: "quay.io/prometheus/prometheus:v3.7.1" },
      bad: { image: "bitnami/redis:8.0.1" },
      reason: "ended",
      message: (label) =>
        `the image of ${label}, 'bitnami/redis:8.0.1', is one of Bitnami's free images and charts, which ended on 2025-09-29 (https://github.com/bitnami/charts/issues/35164); nothing new may be built on it. ` +
        "To mend it: use the image and chart of the project itself.",
    }),
    refused("docker.io/bitnamilegacy/redis:7.2.4"),
    refused("registry.k8s.io/ingress-nginx/controller:v1.13.0"),
    refused("jaegertracing/all-in-one:1.60"),
    refused("quay.io/jaegertracing/jaeger-collector:1.60"),
    refused("grafana/promtail:3.5.0"),
    refused("grafana/oncall:v1.10.2"),
    refused("k8s.gcr.io/pause:3.2"),
    fine("jaegertracing/jaeger:2.19.0"),
    fine("grafana/agent-operator-replacement:1"),
    fine("registry.k8s.io/pause:3.10"),
    fine("bitnami-like/redis:1"),
    { title: "none", resources: pod({ containers: [{ name: "app" }] }), expect: ["notApplicable"] },
    {
      title: "Grafana Agent",
      resources: image("grafana/agent:v0.44"),
      expect: ["violation ended"],
    },
    { title: "not known", resources: image(UNKNOWN), expect: ["undetermined spec.containers[0].image"] },
  ]);
});
