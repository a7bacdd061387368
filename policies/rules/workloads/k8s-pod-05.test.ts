import { byHand, testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { containersDropAllCapabilities } from "./k8s-pod-05";

const app = (securityContext: unknown) => pod({ containers: [{ name: "app", securityContext }] });
const drop = (list: unknown) => app({ capabilities: { drop: list } });
const POWERLESS = { runAsNonRoot: true, allowPrivilegeEscalation: false };
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
    }).map(byHand),
    {
      title: "none, of what has none to lose",
      resources: app(POWERLESS),
      expect: ["violation not-dropped"],
    },
    {
      title: "some, of what has none to lose",
      resources: app({ ...POWERLESS, capabilities: { drop: ["NET_RAW"] } }),
      expect: ["violation not-dropped"],
    },
    {
      title: "none, of what has none to lose by its pod",
      resources: pod({
        securityContext: { runAsNonRoot: true },
        containers: [{ name: "app", securityContext: { allowPrivilegeEscalation: false } }],
      }),
      expect: ["violation not-dropped"],
    },
    ...[
      { ...POWERLESS, runAsNonRoot: false },
      { ...POWERLESS, allowPrivilegeEscalation: true },
      { ...POWERLESS, capabilities: { add: ["KILL"] } },
    ].map((context) => ({
      title: `none, of what may need one: ${JSON.stringify(context)}`,
      resources: app(context),
      expect: ["violation not-dropped"],
      byHand: true,
    })),
    { title: "in lower case, among others", resources: drop(["NET_RAW", "all"]), expect: ["pass"] },
    {
      title: "some",
      resources: drop(["NET_RAW", "MKNOD"]),
      expect: ["violation not-dropped"],
      byHand: true,
      message: `container 'app' drops only NET_RAW, MKNOD, ${REST}`,
    },
    {
      title: "one not known",
      resources: drop(["NET_RAW", UNKNOWN]),
      expect: ["undetermined spec.containers[0].securityContext.capabilities.drop[1]"],
    },
  ]);
});
