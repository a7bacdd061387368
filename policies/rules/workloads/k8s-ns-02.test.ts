import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { workloadsHaveNamespaces } from "./k8s-ns-02";

const TYPES = [
  "core/v1:Pod",
  "apps/v1:Deployment",
  "batch/v1beta1:CronJob",
  "monitoring.coreos.com/v1:Prometheus",
];
const workload = (type: string, namespace: unknown, provider?: Record<string, unknown>): [Given] => [
  {
    type: `kubernetes:${type}`,
    name: "app",
    inputs: { metadata: { namespace } },
    ...(provider && { provider }),
  },
];
const FIX =
  "a namespace of its own is required. To mend it: name a namespace of the workload's own in metadata.namespace.";
const WHY = "where no policies, quotas and rights are made for it";

describe("K8S-NS-02", () => {
  testRule(workloadsHaveNamespaces, [
    ...TYPES.flatMap((type): RuleCase[] => [
      { title: `its own, ${type}`, resources: workload(type, "payments"), expect: ["pass"] },
      {
        title: `default, ${type}`,
        resources: workload(type, "default"),
        expect: ["violation default"],
        message: `the workload is in the namespace default, ${WHY}; ${FIX}`,
      },
      {
        title: `kube-system, ${type}`,
        resources: workload(type, "kube-system"),
        expect: ["violation kube-system"],
        message: `the workload is in the namespace kube-system, which is Kubernetes' own and exempt from what holds elsewhere; ${FIX}`,
      },
    ]),
    {
      title: "none",
      resources: workload("core/v1:Pod", undefined),
      expect: ["violation default"],
      message: `'metadata.namespace' is missing, so that it lands in the namespace default, ${WHY}; ${FIX}`,
    },
    {
      title: "the provider's",
      resources: workload("core/v1:Pod", undefined, { namespace: "payments" }),
      expect: ["pass"],
    },
    {
      title: "the provider's, which is the default one",
      resources: workload("core/v1:Pod", undefined, { namespace: "default" }),
      expect: ["violation default"],
    },
    {
      title: "in a list",
      resources: [
        {
          type: "kubernetes:apps/v1:DeploymentList",
          name: "app",
          inputs: { items: [{ metadata: { namespace: "payments" } }] },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "an empty list",
      resources: [{ type: "kubernetes:core/v1:List", name: "l", inputs: { items: [] } }],
      expect: ["notApplicable"],
    },
    {
      title: "another namespace that begins so",
      resources: workload("core/v1:Pod", "kubernetes"),
      expect: ["pass"],
    },
    {
      title: "the provider's not known",
      resources: workload("core/v1:Pod", undefined, { namespace: UNKNOWN }),
      expect: ["undetermined namespace"],
    },
    {
      title: "not known",
      resources: workload("core/v1:Pod", UNKNOWN),
      expect: ["undetermined metadata.namespace"],
    },
  ]);
});
