import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container } from "../../evaluation/pods";
import type { Reader } from "../../evaluation/reader";
import { containerRule } from "./pod-rule";

export const noHostPorts = containerRule(
  {
    id: "K8S-POD-10",
    slug: "no-host-ports",
    title: "No host ports",
    severity: "medium",
    controls: {
      soc2: ["CC6.6"],
      pci: ["1.2.5", "2.2.4"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.20"],
    },
    remediation: "Take hostPort out and put a Service before the pods.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  judge,
);

function judge(container: Container): readonly Outcome[] {
  const place = container.at("ports");
  const ports = place.list();
  if (ports.state === "unknown") return [place.isGap ? pass : undetermined(ports)];
  return ports.state === "absent" ? [pass] : [pass, ...ports.value.map((port) => judgePort(port, container))];
}

function judgePort(port: Reader, container: Container): Outcome {
  const place = port.at("hostPort");
  const read = place.number();
  if (read.state === "unknown") return place.isGap ? pass : undetermined(read);
  // 0 is how an empty field travels.
  if (read.state === "absent" || read.value === 0) return pass;
  return violation("host-port", {
    message: `'hostPort' of ${container.label} is ${read.value}, which opens that port on every node it runs on, past Services and NetworkPolicies; none is allowed`,
    fix: "take hostPort out, and reach the pods through a Service",
    property: place.path,
  });
}
