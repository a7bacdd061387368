import { requiredFlag } from "./container-flag";
import { linuxContainerRule } from "./pod-rule";

export const rootFileSystemIsReadOnly = linuxContainerRule(
  {
    id: "K8S-POD-04",
    slug: "root-file-system-is-read-only",
    title: "Root file system is read-only",
    severity: "medium",
    controls: {
      soc2: ["CC6.8"],
      pci: ["2.2.6", "11.5.2"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation: "Set readOnlyRootFilesystem to true, and mount an emptyDir where the program has to write.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  requiredFlag({
    field: "readOnlyRootFilesystem",
    allowed: true,
    reason: "writable-root",
    consequence: "whoever gets in can change the program that runs",
  }),
);
