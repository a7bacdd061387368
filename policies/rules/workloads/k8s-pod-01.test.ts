import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noPrivilegedContainers } from "./k8s-pod-01";

const context = (securityContext: unknown) => ({ containers: [{ name: "app", securityContext }] });
const FIX = "To mend it: take it out, and give the capability or the device that is needed.";

describe("K8S-POD-01", () => {
  testRule(noPrivilegedContainers, [
    ...containerCases({
      good: { securityContext: { privileged: false } },
      bad: { securityContext: { privileged: true } },
      reason: "privileged",
      message: (label) =>
        `'securityContext.privileged' of ${label} is true, which gives it the whole node; no container may have that. ${FIX}`,
    }),
    { title: "nothing said", resources: pod({ containers: [{ name: "app" }] }), expect: ["pass"] },
    { title: "as text", resources: pod(context({ privileged: "true" })), expect: ["violation privileged"] },
    {
      title: "a Windows process on the node, by the container",
      resources: pod(context({ windowsOptions: { hostProcess: true } })),
      expect: ["violation host-process"],
      message: `'securityContext.windowsOptions.hostProcess' of container 'app' is true, which gives it the whole node; no container may have that. ${FIX}`,
    },
    {
      title: "a Windows process on the node, by the pod",
      resources: pod({ ...context({}), securityContext: { windowsOptions: { hostProcess: true } } }),
      expect: ["violation host-process"],
    },
    {
      title: "not known",
      resources: pod(context({ privileged: UNKNOWN })),
      expect: ["undetermined spec.containers[0].securityContext.privileged"],
    },
  ]);
});
