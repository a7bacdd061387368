import { testRule } from "../../testing/cases";
import { pod, podCases } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { noRuntimeSockets } from "./k8s-pod-11";

const volumes = (path: unknown) => ({
  containers: [{ name: "app" }],
  volumes: [{ name: "v", hostPath: { path } }],
});
const message = (path: string, what: string): string =>
  `the pod mounts ${path} of its node, ${what}: who writes to it is root on the node; no pod may mount it. To mend it: take the volume out.`;

describe("K8S-POD-11", () => {
  testRule(noRuntimeSockets, [
    ...podCases({
      good: { containers: [{ name: "app" }], volumes: [{ name: "tmp", emptyDir: {} }] },
      bad: volumes("/var/run/docker.sock"),
      reason: "socket",
      message: message("/var/run/docker.sock", "the socket of the container runtime"),
    }),
    { title: "another folder", resources: pod(volumes("/var/log")), expect: ["pass"] },
    { title: "another folder of /run", resources: pod(volumes("/run/log")), expect: ["pass"] },
    {
      title: "containerd's",
      resources: pod(volumes("/run/containerd/containerd.sock")),
      expect: ["violation socket"],
    },
    {
      title: "k3s' own",
      resources: pod(volumes("/run/k3s/containerd/containerd.sock")),
      expect: ["violation socket"],
    },
    {
      title: "the folder in which it lies",
      resources: pod(volumes("/var/run/")),
      expect: ["violation socket-folder"],
      message: message(
        "/var/run",
        "in which the socket of a container runtime lies (/run/containerd/containerd.sock)",
      ),
    },
    {
      title: "path not known",
      resources: pod(volumes(UNKNOWN)),
      expect: ["undetermined spec.volumes[0].hostPath.path"],
    },
    {
      title: "volumes not known",
      resources: pod({ containers: [], volumes: UNKNOWN }),
      expect: ["undetermined spec.volumes"],
    },
  ]);
});
