import { testRule } from "../../testing/cases";
import { pod, podCases } from "../../testing/pod-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { tokensAreNotMounted } from "./k8s-sa-01";

const containers = [{ name: "app" }];
const account = (inputs: Record<string, unknown>): [Given] => [
  {
    type: "kubernetes:core/v1:ServiceAccount",
    name: "app",
    inputs: { metadata: { name: "app" }, ...inputs },
  },
];
const CLIENT = {
  annotations: { "pharos.io/kubernetes-api": "it lists pods to name the source of a log line" },
};

describe("K8S-SA-01", () => {
  testRule(tokensAreNotMounted, [
    ...podCases({
      good: { containers, automountServiceAccountToken: false },
      bad: { containers, automountServiceAccountToken: true },
      reason: "token-mounted",
      message:
        "'automountServiceAccountToken' is true, so that whoever gets into the pod holds a key to the Kubernetes API; false is required. " +
        "To mend it: set automountServiceAccountToken to false, or say in the annotation pharos.io/kubernetes-api what it needs the API for.",
    }),
    {
      title: "the default account",
      resources: pod({ containers }),
      expect: ["violation default-account"],
      message:
        "the pod runs as the namespace's default service account, and 'automountServiceAccountToken' is not set, so that it carries that account's key to the Kubernetes API; false is required. " +
        "To mend it: set automountServiceAccountToken to false, or give it a service account of its own.",
    },
    {
      title: "the default account, by its name",
      resources: pod({ containers, serviceAccountName: "default" }),
      expect: ["violation default-account"],
    },
    {
      title: "an account of its own",
      resources: pod({ containers, serviceAccountName: "app" }),
      expect: ["notApplicable"],
      message: "its service account decides, and is judged itself",
    },
    {
      title: "an account of its own, of pods whose kind leaves it to the account",
      resources: [
        {
          type: "kubernetes:opentelemetry.io/v1beta1:OpenTelemetryCollector",
          name: "app",
          inputs: { kind: "OpenTelemetryCollector", spec: { serviceAccount: "app" } },
        },
      ],
      expect: ["notApplicable"],
      message: "its service account decides, and is judged itself",
    },
    {
      title: "an account of its own, as it was once called",
      resources: pod({ containers, serviceAccount: "app" }),
      expect: ["notApplicable"],
    },
    {
      title: "account not known",
      resources: pod({ containers, serviceAccountName: UNKNOWN }),
      expect: ["undetermined spec.serviceAccountName"],
    },
    {
      title: "a pod that says why",
      resources: pod({ containers, automountServiceAccountToken: true }, CLIENT),
      expect: ["notApplicable"],
      message: "it says why it talks to the Kubernetes API",
    },
    {
      title: "an account that mounts nothing",
      resources: account({ automountServiceAccountToken: false }),
      expect: ["pass"],
    },
    {
      title: "an account that says why",
      resources: account({ metadata: CLIENT }),
      expect: ["notApplicable"],
    },
    {
      title: "an account that says nothing",
      resources: account({}),
      expect: ["violation account-mounts"],
      message:
        "'automountServiceAccountToken' of the service account is not set, which means true: every pod that uses it carries a key to the Kubernetes API; false is required. " +
        "To mend it: set automountServiceAccountToken to false.",
    },
    {
      title: "an account that mounts",
      resources: account({ automountServiceAccountToken: true }),
      expect: ["violation token-mounted"],
    },
  ]);
});
