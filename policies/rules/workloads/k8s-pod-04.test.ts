import { testRule } from "../../testing/cases";
import { containerCases, pod } from "../../testing/pod-cases";
import { rootFileSystemIsReadOnly } from "./k8s-pod-04";

const REST =
  "so that whoever gets in can change the program that runs; true is required. To mend it: set readOnlyRootFilesystem to true in the container's securityContext.";

describe("K8S-POD-04", () => {
  testRule(rootFileSystemIsReadOnly, [
    ...containerCases({
      good: { securityContext: { readOnlyRootFilesystem: true } },
      bad: { securityContext: {} },
      reason: "writable-root",
      inPatch: "undetermined spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem",
      message: (label) =>
        `'securityContext.readOnlyRootFilesystem' of ${label} is not set, which means false, ${REST}`,
    }),
    {
      title: "writable",
      resources: pod({ containers: [{ name: "app", securityContext: { readOnlyRootFilesystem: false } }] }),
      expect: ["violation writable-root"],
      message: `'securityContext.readOnlyRootFilesystem' of container 'app' is false, ${REST}`,
    },
  ]);
});
