import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Pod } from "../../evaluation/pods";
import { hostPathsOf, liesIn, type HostPath } from "./host-path";
import { podRule } from "./pod-rule";

/** Where container runtimes listen. Who can write there starts privileged containers. */
const SOCKETS: readonly string[] = [
  "/run/containerd/containerd.sock",
  "/run/cri-dockerd.sock",
  "/run/crio/crio.sock",
  "/run/docker.sock",
  "/run/podman/podman.sock",
];

export const noRuntimeSockets = podRule(
  {
    id: "K8S-POD-11",
    slug: "no-runtime-sockets",
    title: "No container-runtime socket mounts",
    severity: "critical",
    controls: {
      soc2: ["CC6.1"],
      pci: ["2.2.6"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation:
      "Take the mount out: build images and list containers without the runtime's socket, which is root on the node.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  judge,
);

function judge(pod: Pod): readonly Outcome[] {
  const { found, hidden } = hostPathsOf(pod);
  return [pass, ...hidden.map((unknown) => undetermined(unknown)), ...found.map(judgePath)];
}

function judgePath({ path, place }: HostPath): Outcome {
  if (path.state === "unknown") return undetermined(path);
  if (path.state === "absent") return pass;
  // /var/run is a link to /run.
  const real = path.value.replace(/^\/var\/run(?=\/|$)/, "/run");
  const isSocket =
    SOCKETS.includes(real) || /\/(docker|containerd|crio|cri-dockerd|podman)\.sock$/.test(real);
  const socket = SOCKETS.find((candidate) => liesIn(candidate, real));
  if (!isSocket && (socket === undefined || !real.startsWith("/run"))) return pass;
  return violation(isSocket ? "socket" : "socket-folder", {
    message: `the pod mounts ${path.value} of its node, ${isSocket ? "the socket of the container runtime" : `in which the socket of a container runtime lies (${socket})`}: who writes to it is root on the node; no pod may mount it`,
    fix: "take the volume out",
    property: place.path,
  });
}
