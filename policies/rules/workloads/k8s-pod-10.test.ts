import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noHostPorts } from "./k8s-pod-10";

const port = (hostPort: unknown) =>
  pod({ containers: [{ name: "app", ports: [{ containerPort: 80, hostPort }] }] });

describe("K8S-POD-10", () => {
  testRule(noHostPorts, [
    ...containerCases({
      good: { ports: [{ containerPort: 80 }] },
      bad: { ports: [{ containerPort: 80, hostPort: 8080 }] },
      reason: "host-port",
      message: (label) =>
        `'hostPort' of ${label} is 8080, which opens that port on every node it runs on, past Services and NetworkPolicies; none is allowed. ` +
        "To mend it: take hostPort out, and reach the pods through a Service.",
    }),
    { title: "zero is none", resources: port(0), expect: ["pass"] },
    { title: "no ports", resources: pod({ containers: [{ name: "app" }] }), expect: ["pass"] },
    { title: "as text", resources: port("9100"), expect: ["violation host-port"] },
    {
      title: "not known",
      resources: port(UNKNOWN),
      expect: ["undetermined spec.containers[0].ports[0].hostPort"],
    },
  ]);
});
