import { testRule } from "../../testing/cases";
import { containerCases, deployment, pod } from "../../testing/pod-cases";
import { UNKNOWN } from "../../testing/resources";
import { containersRunAsNonRoot } from "./k8s-pod-03";

const contexts = (shared: object, own: object) =>
  deployment({ securityContext: shared, containers: [{ name: "app", securityContext: own }] });

describe("K8S-POD-03", () => {
  testRule(containersRunAsNonRoot, [
    ...containerCases({
      good: { securityContext: { runAsNonRoot: true } },
      bad: {},
      reason: "may-run-as-root",
      inPatch: "undetermined spec.template.spec.securityContext",
      message: (label) =>
        `'securityContext.runAsNonRoot' of ${label} is not set and no user is set, so that it runs as whoever its image says, root as a rule; true is required. ` +
        "To mend it: set runAsNonRoot to true in the securityContext of the pod or of the container.",
    }),
    { title: "the pod says it", resources: contexts({ runAsNonRoot: true }, {}), expect: ["pass"] },
    { title: "a user", resources: contexts({}, { runAsUser: 1000 }), expect: ["pass"] },
    { title: "the pod's user", resources: contexts({ runAsUser: "65534" }, {}), expect: ["pass"] },
    {
      title: "the container overrides a bad default",
      resources: contexts({ runAsUser: 0, runAsNonRoot: false }, { runAsUser: 1000, runAsNonRoot: true }),
      expect: ["pass"],
    },
    {
      title: "the container overrides a good default",
      resources: contexts({ runAsNonRoot: true }, { runAsNonRoot: false }),
      expect: ["violation may-run-as-root"],
    },
    {
      title: "root by its number",
      resources: contexts({ runAsNonRoot: true }, { runAsUser: 0 }),
      expect: ["violation root-user"],
      message:
        "'securityContext.runAsUser' of container 'app' is 0, so that it runs as root; a number above 0 is required. " +
        "To mend it: set runAsUser to the number of an unprivileged user, and runAsNonRoot to true.",
    },
    {
      title: "the pod's user is root",
      resources: pod({ securityContext: { runAsUser: 0 }, containers: [{ name: "app" }] }),
      expect: ["violation root-user"],
    },
    {
      title: "a user that is not known",
      resources: contexts({}, { runAsUser: UNKNOWN, runAsNonRoot: true }),
      expect: ["undetermined spec.template.spec.containers[0].securityContext.runAsUser"],
    },
  ]);
});
