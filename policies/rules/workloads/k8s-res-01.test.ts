import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { resourcesAreSet } from "./k8s-res-01";

const good = { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "128Mi" } };
const resources = (set: object) => pod({ containers: [{ name: "app", resources: set }] });

describe("K8S-RES-01", () => {
  testRule(resourcesAreSet, [
    ...containerCases({
      good: { resources: good },
      bad: { resources: { requests: good.requests } },
      reason: "no-memory-limit",
      inPatch: "undetermined spec.template.spec.containers[0].resources.limits",
      message: (label) =>
        `'resources.limits.memory' of ${label} is not set, so that a leak takes the node with it; it is required. To mend it: set resources.limits.memory.`,
      roles: { ephemeral: false },
    }),
    {
      title: "a limit of processor time, too",
      resources: resources({ ...good, limits: { cpu: 1, memory: "1Gi" } }),
      expect: ["pass"],
    },
    {
      title: "of the pod as a whole",
      resources: pod({ resources: good, containers: [{ name: "app" }] }),
      expect: ["pass"],
    },
    {
      title: "no request for memory",
      resources: resources({ ...good, requests: { cpu: "100m" } }),
      expect: ["violation no-memory-request"],
      message:
        "'resources.requests.memory' of container 'app' is not set, so that it is placed on any node, and is the first to be ended when memory is short; it is required. To mend it: set resources.requests.memory.",
    },
    {
      title: "a limit of processor time only",
      resources: resources({ requests: { memory: "64Mi" }, limits: { cpu: "1", memory: "128Mi" } }),
      expect: ["violation no-cpu-request"],
      message:
        "'resources.requests.cpu' of container 'app' is not set, so that it is placed on any node, and gets nothing when the node is busy; it is required. To mend it: set resources.requests.cpu.",
    },
    {
      title: "nothing",
      resources: resources({}),
      expect: [
        "violation no-cpu-limit",
        "violation no-cpu-request",
        "violation no-memory-request",
        "violation no-memory-limit",
      ],
      message:
        "'resources.limits.cpu' of container 'app' is not set, so that it may take the node's time with no share of its own to fall back to; a request for cpu, or a limit, is required. To mend it: set resources.requests.cpu.",
    },
    {
      title: "no processor time at all",
      resources: pod({
        resources: { requests: { memory: "1Gi" }, limits: { memory: "1Gi" } },
        containers: [{ name: "app" }],
      }),
      expect: ["violation no-cpu-limit", "violation no-cpu-request"],
    },
    {
      title: "requests not known",
      resources: resources({ ...good, requests: UNKNOWN }),
      expect: ["undetermined spec.containers[0].resources.requests"],
    },
  ]);
});
