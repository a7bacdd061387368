import { testRule } from "../../testing/cases";
import { pod, podCases } from "../../testing/pod-cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { noHostPathVolumes } from "./k8s-pod-09";

const volumes = (path: unknown, readOnly?: unknown) => ({
  containers: [{ name: "agent", volumeMounts: [{ name: "v", mountPath: "/host", readOnly }] }],
  volumes: [{ name: "v", hostPath: { path } }],
});
const inNamespace = (namespace: unknown, spec: object): [Given] =>
  pod(spec as Record<string, unknown>, { namespace });
const volume = (spec: object, namespace?: string): [Given] => [
  { type: "kubernetes:core/v1:PersistentVolume", name: "v", inputs: { metadata: { namespace }, spec } },
];
const REST =
  "no pod may mount its node. To mend it: use an emptyDir, a ConfigMap or a claim; an agent that only reads logs or the kernel may do so in the namespace node-agents, read-only.";

describe("K8S-POD-09", () => {
  testRule(noHostPathVolumes, [
    ...podCases({
      good: { containers: [{ name: "app" }], volumes: [{ name: "tmp", emptyDir: {} }] },
      bad: volumes("/etc/udev"),
      reason: "sensitive-path",
      message: `the volume is /etc/udev of the node itself, which holds the node's own files; ${REST}`,
    }),
    {
      title: "a folder without anything of the node's",
      resources: pod(volumes("/tmp/data")),
      expect: ["violation host-path"],
      message: `the volume is /tmp/data of the node itself; ${REST}`,
    },
    { title: "the whole node", resources: pod(volumes("/")), expect: ["violation sensitive-path"] },
    { title: "a path like one", resources: pod(volumes("/etcetera")), expect: ["violation host-path"] },
    {
      title: "of Kubernetes itself",
      resources: inNamespace("kube-system", volumes("/etc")),
      expect: ["pass"],
    },
    {
      title: "an agent that reads logs",
      resources: inNamespace("node-agents", volumes("/var/log/pods", true)),
      expect: ["pass"],
    },
    {
      title: "an agent that may write",
      resources: inNamespace("node-agents", volumes("/var/log")),
      expect: ["violation agent-writes"],
      message:
        "container 'agent' mounts /var/log of its node and may write to it; agents may only read it. To mend it: set readOnly to true in the volumeMount.",
    },
    {
      title: "an agent that reads the node's secrets",
      resources: inNamespace("node-agents", volumes("/etc/kubernetes", true)),
      expect: ["violation sensitive-path"],
    },
    {
      title: "a volume elsewhere",
      resources: volume({ csi: { driver: "ebs.csi.aws.com" } }),
      expect: ["pass"],
    },
    {
      title: "a volume of the node",
      resources: volume({ hostPath: { path: "/data" } }),
      expect: ["violation host-path"],
    },
    {
      title: "a volume of the node, not known which",
      resources: volume({ hostPath: { path: UNKNOWN } }),
      expect: ["undetermined spec.hostPath.path"],
    },
    {
      title: "namespace not known",
      resources: inNamespace(UNKNOWN, volumes("/var/log")),
      expect: ["undetermined metadata.namespace"],
    },
  ]);
});
