import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noPrivilegeEscalation } from "./k8s-pod-02";

const FIX =
  "false is required. To mend it: set allowPrivilegeEscalation to false in the container's securityContext.";
const SO = "so that its processes may gain more rights than they began with";

describe("K8S-POD-02", () => {
  testRule(noPrivilegeEscalation, [
    ...containerCases({
      good: { securityContext: { allowPrivilegeEscalation: false } },
      bad: {},
      reason: "escalation-allowed",
      inPatch: "undetermined spec.template.spec.containers[0].securityContext",
      message: (label) =>
        `'securityContext.allowPrivilegeEscalation' of ${label} is not set, which means true, ${SO}; ${FIX}`,
    }),
    {
      title: "allowed",
      resources: pod({ containers: [{ name: "app", securityContext: { allowPrivilegeEscalation: true } }] }),
      expect: ["violation escalation-allowed"],
      message: `'securityContext.allowPrivilegeEscalation' of container 'app' is true, ${SO}; ${FIX}`,
    },
    ...[{ privileged: true }, { capabilities: { add: ["CAP_SYS_ADMIN"] } }].map((securityContext) => ({
      title: `allowed to what has every right: ${JSON.stringify(securityContext)}`,
      resources: pod({ containers: [{ name: "app", securityContext }] }),
      expect: ["violation escalation-allowed"],
      byHand: true,
    })),
    {
      title: "beside a capability that does not matter",
      resources: pod({ containers: [{ name: "app", securityContext: { capabilities: { add: ["KILL"] } } }] }),
      expect: ["violation escalation-allowed"],
    },
    {
      title: "Windows has no such thing",
      resources: pod({ os: { name: "windows" }, containers: [{ name: "app" }] }),
      expect: ["notApplicable"],
      message: "its pods run Windows, which has no such setting",
    },
    {
      title: "perhaps Windows",
      resources: pod({ os: { name: UNKNOWN }, containers: [{ name: "app" }] }),
      expect: ["undetermined spec.os.name"],
    },
  ]);
});
