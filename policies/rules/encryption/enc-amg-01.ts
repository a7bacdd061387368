import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const grafanaWorkspacesUseCustomerKeys: ResourceRule = {
  id: "ENC-AMG-01",
  slug: "managed-grafana-uses-customer-managed-keys",
  title: "Managed Grafana workspaces use a CMK",
  severity: "medium",
  scope: "resource",
  types: ["aws:grafana/workspace:Workspace"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set kmsKeyId to a key whose policy lets Managed Grafana use it.",
  url: "https://docs.aws.amazon.com/grafana/latest/userguide/security-encryption-at-rest.html",
  check: namesCustomerKey("kmsKeyId"),
};
