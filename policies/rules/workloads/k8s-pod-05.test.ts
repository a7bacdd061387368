import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { containersDropAllCapabilities } from "./k8s-pod-05";

const drop = (list: unknown) =>
  pod({ containers: [{ name: "app", securityContext: { capabilities: { drop: list } } }] });
const REST =
  'so that it keeps what the runtime gives to everybody; ALL have to be dropped. To mend it: set capabilities.drop to ["ALL"] in its securityContext.';

describe("K8S-POD-05", () => {
  testRule(containersDropAllCapabilities, [
    ...containerCases({
      good: { securityContext: { capabilities: { drop: ["ALL"] } } },
      bad: { securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } },
      reason: "not-dropped",
      inPatch: "undetermined spec.template.spec.containers[0].securityContext.capabilities.drop",
      message: (label) => `${label} drops no capability, ${REST}`,
    }),
    { title: "in lower case, among others", resources: drop(["NET_RAW", "all"]), expect: ["pass"] },
    {
      title: "some",
      resources: drop(["NET_RAW", "MKNOD"]),
      expect: ["violation not-dropped"],
      message: `container 'app' drops only NET_RAW, MKNOD, ${REST}`,
    },
    {
      title: "one not known",
      resources: drop(["NET_RAW", UNKNOWN]),
      expect: ["undetermined spec.containers[0].securityContext.capabilities.drop[1]"],
    },
  ]);
});
