import type { RuntimeRule } from "./rule";

/** A program that starts in a pod of Prometheus. */
const started = {
  "evt.type": "execve",
  "container.id": "0123456789ab",
  "k8s.ns.name": "monitoring",
  "proc.vpid": 27,
};

const whoIsInside = [
  "Find the session: ExecIntoPlatformPod of the same minutes names the person; without one it did not come through the API.",
  "Read the event's command line and parent, and the pod's log from a quarter of an hour before.",
];

const takeOver = [
  "If nobody of the team did it: treat the pod as taken over. Label it apart from its Service, and let a NetworkPolicy keep it from everything.",
  "Keep the node and the pod until its file system and memory are copied; deleting them deletes the evidence.",
  "Rotate what the pod could read: its service account's role, its secrets, its certificates.",
];

/** Programs that start where none should. */
export const processRules: readonly RuntimeRule[] = [
  {
    name: "ShellInPlatformPod",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "A shell was started in a pod of the platform",
    reason:
      "No program of the platform starts a shell after its own start: somebody looks around, or a flaw lets a stranger run commands",
    controls: {
      soc2: ["CC6.8", "CC7.2"],
      pci: ["11.5.1", "10.2.1"],
      iso27001: ["A.8.16"],
      gdpr: ["32(1)(b)"],
    },
    condition: "pharos_starts and pharos_pod and proc.name in (pharos_shells) and not proc.vpid=1",
    tells: [
      "k8s.ns.name",
      "k8s.pod.name",
      "container.name",
      "proc.name",
      "proc.pname",
      "proc.cmdline",
      "user.name",
    ],
    runbook: {
      cause: [
        "Somebody opened a session in the pod, or a script of the image started one (its entry point, the first process, is left out).",
        "A flaw in the program lets others run commands in it.",
      ],
      check: whoIsInside,
      act: ["If one of the team did it: ask why, and write the reason to the ticket.", ...takeOver],
    },
    examples: {
      fires: [
        { ...started, "proc.name": "bash" },
        { ...started, "proc.name": "sh", "evt.type": "execveat", "k8s.ns.name": "audit" },
      ],
      silentWhen: {
        "a file is opened": { "evt.type": "openat" },
        "it is on the node itself": { "container.id": "host" },
        "it is a pod of somebody else": { "k8s.ns.name": "shop" },
        "it is no shell": { "proc.name": "prometheus" },
        "it is the image's entry point": { "proc.vpid": 1 },
      },
    },
  },
  {
    name: "ToolInPlatformPod",
    source: "syscall",
    severity: "P1",
    team: "platform",
    summary: "A tool that fetches, connects or looks into processes was started in a pod of the platform",
    reason:
      "None of the platform's programs starts one: it is what an attacker brings for the second step, and it needs no shell",
    controls: { soc2: ["CC6.8", "CC7.2"], pci: ["11.5.1"], iso27001: ["A.8.16", "A.8.18"] },
    condition: "pharos_starts and pharos_pod and proc.name in (pharos_tools)",
    tells: [
      "k8s.ns.name",
      "k8s.pod.name",
      "container.name",
      "proc.name",
      "proc.pname",
      "proc.cmdline",
      "user.name",
    ],
    runbook: {
      cause: [
        "Somebody tries something out from inside a pod.",
        "Somebody who runs commands in it fetches more, or looks for the next machine.",
      ],
      check: [
        ...whoIsInside,
        "The command line names where to: look for that address in the flow logs, also from other pods.",
      ],
      act: ["If one of the team did it: use a pod for debugging of your own instead.", ...takeOver],
    },
    examples: {
      fires: [
        { ...started, "proc.name": "curl" },
        { ...started, "proc.name": "kubectl", "k8s.ns.name": "node-agents" },
      ],
      silentWhen: {
        "a file is opened": { "evt.type": "openat" },
        "it is on the node itself": { "container.id": "host" },
        "it is a pod of somebody else": { "k8s.ns.name": "shop" },
        "it is a program of ours": { "proc.name": "thanos" },
      },
    },
  },
];
