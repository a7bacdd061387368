import { testRule } from "../../testing/cases";
import { pod, podCases } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noHostNamespaces } from "./k8s-pod-08";

const containers = [{ name: "app" }];
const message = (field: string, sees: string): string =>
  `'${field}' is true, so that the pod sees ${sees}; no pod may share that with its node. To mend it: take ${field} out of the pod's spec.`;

describe("K8S-POD-08", () => {
  testRule(noHostNamespaces, [
    ...podCases({
      good: { containers, hostNetwork: false },
      bad: { containers, hostNetwork: true },
      reason: "host-network",
      message: message("hostNetwork", "the node's network, past every NetworkPolicy"),
    }),
    {
      title: "processes",
      resources: pod({ containers, hostPID: true }),
      expect: ["violation host-pid"],
      message: message("hostPID", "every process of the node and its environment"),
    },
    {
      title: "memory",
      resources: pod({ containers, hostIPC: "true" }),
      expect: ["violation host-ipc"],
      message: message("hostIPC", "the shared memory of the node's processes"),
    },
    {
      title: "a Prometheus on the node's network",
      resources: [
        {
          type: "kubernetes:monitoring.coreos.com/v1:Prometheus",
          name: "p",
          inputs: { spec: { hostNetwork: true } },
        },
      ],
      expect: ["violation host-network"],
    },
    {
      title: "an Elasticsearch of which nothing is said",
      resources: [
        {
          type: "kubernetes:elasticsearch.k8s.elastic.co/v1beta1:Elasticsearch",
          name: "e",
          inputs: { spec: { nodeSets: [{ name: "hot", podTemplate: { spec: { containers } } }] } },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "not known",
      resources: pod({ containers, hostPID: UNKNOWN }),
      expect: ["undetermined spec.hostPID"],
    },
  ]);
});
