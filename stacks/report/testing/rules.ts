import type { RuleFacts } from "./builder";

/** The rules of the example run, one a pack. */
export const rules: Record<"key" | "retention" | "access" | "workloads", RuleFacts> = {
  key: {
    id: "ENC-S3-02",
    title: "Buckets are encrypted with a customer-managed KMS key",
    pack: "encryption",
    severity: "high",
    level: "mandatory",
    controls: {
      "SOC 2": ["CC6.1", "C1.1"],
      "PCI DSS 4.0.1": ["3.5.1", "3.6.1.2"],
      GDPR: ["32(1)(a)"],
      "ISO 27001:2022": ["A.8.24"],
    },
    remediation: "Set sseAlgorithm aws:kms and the region's key on the bucket's encryption configuration.",
  },
  retention: {
    id: "RET-S3-01",
    title: "Records are kept as long as their class demands",
    pack: "retention",
    severity: "critical",
    level: "mandatory",
    controls: {
      "SOC 2": ["CC7.2"],
      "PCI DSS 4.0.1": ["10.5.1"],
      "SEC 17a-4 / FINRA": ["17a-4(f)(2)(i)(B)", "4511(c)"],
      "ISO 27001:2022": ["A.5.33", "A.8.15"],
    },
    remediation:
      "Raise the default retention of the bucket's Object Lock to the minimum of its record class.",
  },
  access: {
    id: "ACC-EKS-01",
    title: "The cluster's API endpoint is not open to the internet",
    pack: "access",
    severity: "critical",
    level: "mandatory",
    controls: { "SOC 2": ["CC6.6"], "PCI DSS 4.0.1": ["1.3.1"], "ISO 27001:2022": ["A.8.20"] },
    remediation:
      "Set endpointPublicAccess to false, or name the ranges that may reach it in publicAccessCidrs.",
  },
  workloads: {
    id: "WRK-PSS-01",
    title: "Namespaces enforce a Pod Security Standard",
    pack: "workloads",
    severity: "medium",
    level: "advisory",
    controls: { "SOC 2": ["CC6.8"], "ISO 27001:2022": ["A.8.9"] },
    remediation: "Label the namespace with pod-security.kubernetes.io/enforce.",
  },
};
