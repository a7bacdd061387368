import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { seccompProfileIsSet } from "./k8s-pod-07";

const REST =
  "RuntimeDefault or Localhost is required. To mend it: set seccompProfile.type to RuntimeDefault in the pod's securityContext.";
const profile = (type: unknown) => ({ seccompProfile: { type } });

describe("K8S-POD-07", () => {
  testRule(seccompProfileIsSet, [
    ...containerCases({
      good: { securityContext: profile("RuntimeDefault") },
      bad: {},
      reason: "not-set",
      inPatch: "undetermined spec.template.spec.securityContext",
      message: (label) =>
        `the seccomp profile of ${label} is not set, so that every system call is open to it; ${REST}`,
    }),
    {
      title: "the pod's",
      resources: pod({ securityContext: profile("Localhost"), containers: [{ name: "app" }] }),
      expect: ["pass"],
    },
    {
      title: "the container takes the pod's away",
      resources: pod({
        securityContext: profile("RuntimeDefault"),
        containers: [{ name: "app", securityContext: profile("Unconfined") }],
      }),
      expect: ["violation unconfined"],
      byHand: true,
      message: `the seccomp profile of container 'app' is 'Unconfined'; ${REST}`,
    },
    {
      title: "in an annotation",
      resources: pod(
        { containers: [{ name: "app" }] },
        { annotations: { "seccomp.security.alpha.kubernetes.io/pod": "runtime/default" } },
      ),
      expect: ["violation annotation-only"],
      byHand: true,
      message: `the seccomp profile of container 'app' is only in an annotation, which Kubernetes has not read since 1.27; ${REST}`,
    },
    {
      title: "a file of the node's, without its type",
      resources: pod({
        containers: [{ name: "app", securityContext: { seccompProfile: { localhostProfile: "app.json" } } }],
      }),
      expect: ["violation not-set"],
      byHand: true,
    },
    {
      title: "not known",
      resources: pod({ securityContext: profile(UNKNOWN), containers: [{ name: "app" }] }),
      expect: ["undetermined spec.securityContext.seccompProfile.type"],
    },
  ]);
});
