import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { longRunningContainersHaveProbes } from "./k8s-res-02";

const probe = { httpGet: { path: "/healthy", port: 8080 } };
const good = { livenessProbe: probe, readinessProbe: probe };
const app = (container: object) => pod({ containers: [{ name: "app", ...container }] });

/** A Kibana, whose operator asks whether its own container is ready, and no more. */
const kibana = (...containers: object[]): [Given] => [
  {
    type: "kubernetes:kibana.k8s.elastic.co/v1:Kibana",
    name: "app",
    inputs: { kind: "Kibana", spec: { podTemplate: { spec: { containers } } } },
  },
];

describe("K8S-RES-02", () => {
  testRule(longRunningContainersHaveProbes, [
    ...containerCases({
      good,
      bad: {},
      reason: "no-probes",
      inPatch: ["livenessProbe", "readinessProbe"].map(
        (field) => `undetermined spec.template.spec.containers[0].${field}`,
      ),
      message: (label) =>
        `${label} has no probe at all, so that nobody knows whether it works; livenessProbe and readinessProbe are required. To mend it: give it a livenessProbe and a readinessProbe.`,
      roles: { init: false, ephemeral: false },
      exempt: ["Job", "CronJob"],
    }),
    {
      title: "no liveness",
      resources: app({ readinessProbe: probe }),
      expect: ["violation no-liveness-probe"],
      message:
        "container 'app' has no livenessProbe, so that nobody restarts it when it hangs; one is required. To mend it: give it a livenessProbe.",
    },
    {
      title: "no readiness",
      resources: app({ livenessProbe: probe }),
      expect: ["violation no-readiness-probe"],
      message:
        "container 'app' has no readinessProbe, so that it gets requests before it can answer them; one is required. To mend it: give it a readinessProbe.",
    },
    {
      title: "only while it starts",
      resources: app({ startupProbe: probe }),
      expect: ["violation no-liveness-probe", "violation no-readiness-probe"],
    },
    {
      title: "a pod that runs once",
      resources: pod({ restartPolicy: "Never", containers: [{ name: "app" }] }),
      expect: ["notApplicable"],
      message: "its pods end when their work is done",
    },
    {
      title: "a pod that perhaps runs once",
      resources: pod({ restartPolicy: UNKNOWN, containers: [{ name: "app" }] }),
      expect: ["undetermined spec.restartPolicy"],
    },
    {
      title: "Kibana's own container, with what its operator leaves out",
      resources: kibana({ name: "kibana", livenessProbe: probe }),
      expect: ["pass"],
    },
    {
      title: "Kibana's own container, of which its operator says only whether it is ready",
      resources: kibana({ name: "kibana" }),
      expect: ["undetermined spec.podTemplate.spec.containers[0].livenessProbe"],
    },
    {
      title: "a container beside Kibana's, which its operator does not ask",
      resources: kibana({ name: "side", livenessProbe: probe }),
      expect: ["undetermined spec.podTemplate.spec.containers[0].readinessProbe"],
    },
  ]);
});
