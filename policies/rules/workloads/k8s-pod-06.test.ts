import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noAddedCapabilities } from "./k8s-pod-06";

const add = (list: unknown) =>
  pod({ containers: [{ name: "app", securityContext: { capabilities: { add: list } } }] });
const message = (label: string, name: string): string =>
  `${label} adds the capability ${name}; only NET_BIND_SERVICE may be added. To mend it: take ${name} out of capabilities.add.`;

describe("K8S-POD-06", () => {
  testRule(noAddedCapabilities, [
    ...containerCases({
      good: { securityContext: { capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] } } },
      bad: { securityContext: { capabilities: { add: ["NET_ADMIN"] } } },
      reason: "beyond-baseline",
      message: (label) => message(label, "NET_ADMIN"),
    }),
    { title: "none", resources: add([]), expect: ["pass"] },
    {
      title: "one that everybody has",
      resources: add(["CHOWN"]),
      expect: ["violation added"],
      message: message("container 'app'", "CHOWN"),
    },
    {
      title: "as good as root",
      resources: add(["CAP_SYS_ADMIN"]),
      expect: ["violation system-administration"],
      message: message("container 'app'", "CAP_SYS_ADMIN"),
    },
    { title: "all", resources: add(["all"]), expect: ["violation system-administration"] },
    {
      title: "two of them",
      resources: add(["KILL", "BPF"]),
      expect: ["violation added", "violation beyond-baseline"],
    },
    {
      title: "not known",
      resources: add([UNKNOWN]),
      expect: ["undetermined spec.containers[0].securityContext.capabilities.add[0]"],
    },
  ]);
});
