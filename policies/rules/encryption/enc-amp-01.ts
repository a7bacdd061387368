import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const prometheusWorkspacesUseCustomerKeys: ResourceRule = {
  id: "ENC-AMP-01",
  slug: "managed-prometheus-uses-customer-managed-keys",
  title: "Managed Prometheus workspaces use a CMK",
  severity: "high",
  scope: "resource",
  types: ["aws:amp/workspace:Workspace"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set kmsKeyArn when the workspace is made: a key cannot be given to one that exists.",
  url: "https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html",
  check: namesCustomerKey("kmsKeyArn"),
};
