import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { workspacesKeepTheLaw } from "./ret-amp-01";

const workspace = (recordClass?: unknown, tags: Record<string, unknown> = {}): Given => ({
  type: "aws:amp/workspace:Workspace",
  name: "metrics",
  inputs: {
    alias: "metrics",
    tags: { ...(recordClass !== undefined && { "record-class": recordClass }), ...tags },
  },
  outputs: { id: "ws-1" },
});
const configuration = (retentionPeriodInDays: unknown, workspaceId: unknown = "ws-1"): Given => ({
  type: "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
  name: "configuration",
  inputs: { workspaceId, retentionPeriodInDays },
});
const lab = { environment: "lab", "pharos:assurance": "trial" };

describe("RET-AMP-01", () => {
  testRule(workspacesKeepTheLaw, [
    {
      title: "a year of figures for audits",
      resources: [workspace("pci-audit"), configuration(365)],
      expect: ["pass"],
    },
    { title: "as text", resources: [workspace("pci-audit"), configuration("400")], expect: ["pass"] },
    { title: "no class, a year", resources: [workspace(), configuration(365)], expect: ["pass"] },
    {
      title: "metrics, as the service has it",
      resources: [workspace("metrics-operational")],
      expect: ["pass"],
    },
    {
      title: "metrics for a month",
      resources: [workspace("metrics-operational"), configuration(30)],
      expect: ["pass"],
    },
    {
      title: "personal data for three months",
      resources: [workspace("gdpr-app-telemetry"), configuration(90)],
      expect: ["pass"],
    },
    { title: "a workspace that is elsewhere", resources: [configuration(1000, "ws-2")], expect: ["pass"] },
    {
      title: "planned",
      resources: [
        { ...workspace("pci-audit"), outputs: {} },
        { ...configuration(365, UNKNOWN), from: { workspaceId: ["aws:amp/workspace:Workspace metrics"] } },
      ],
      expect: ["pass"],
    },
    {
      title: "no records",
      resources: [workspace("none")],
      expect: ["notApplicable"],
      message: "its tag says that it holds no records",
    },
    {
      title: "a trial",
      resources: [workspace("pci-audit", lab)],
      expect: ["notApplicable"],
      message: "it belongs to a trial, in which nothing may be a record",
    },
    {
      title: "the configuration: its workspace is judged",
      resources: [configuration(1), workspace()],
      expect: [],
    },
    {
      title: "as the service has it",
      resources: [workspace("pci-audit")],
      expect: ["violation too-short"],
      message:
        "'retentionPeriodInDays' is not set, which means 150; at least 365 days are required (pci-audit, PCI DSS v4.0.1 10.5.1: 12 months). To mend it: give the workspace a WorkspaceConfiguration with retentionPeriodInDays 365 or more; what has to stay longer than three years belongs into a bucket.",
    },
    { title: "no class, as the service has it", resources: [workspace()], expect: ["violation too-short"] },
    {
      title: "half a year",
      resources: [workspace("pci-audit"), configuration(180)],
      expect: ["violation too-short"],
    },
    {
      title: "a configuration that says nothing",
      resources: [workspace("pci-audit"), configuration(undefined)],
      expect: ["violation too-short"],
    },
    {
      title: "another workspace's",
      resources: [workspace("pci-audit"), configuration(365, "ws-2")],
      expect: ["violation too-short"],
    },
    {
      title: "too short, of a workspace that is elsewhere",
      resources: [configuration(30, "ws-2")],
      expect: ["violation too-short"],
    },
    {
      title: "what a legal hold keeps",
      resources: [workspace("sec-17a4-d"), configuration(1095)],
      expect: ["violation too-short"],
      message:
        "'retentionPeriodInDays' is 1095; no end is required (sec-17a4-d, 17 CFR 240.17a-4(d): the life of the enterprise). To mend it: keep these records in a bucket with a legal hold: a workspace ends after three years.",
    },
    {
      title: "personal data, as the service has it",
      resources: [workspace("gdpr-app-telemetry")],
      expect: ["violation too-long"],
      message:
        "'retentionPeriodInDays' is not set, which means 150; at most 90 days are allowed (gdpr-app-telemetry, GDPR 5(1)(c) and (e) without a number; 90 days is what Pharos writes into the record of processing). To mend it: give the workspace a WorkspaceConfiguration with retentionPeriodInDays 90 or less.",
    },
    {
      title: "personal data for a year, in a trial",
      resources: [workspace("gdpr-app-telemetry", lab), configuration(365)],
      expect: ["violation too-long"],
    },
    {
      title: "not known",
      resources: [workspace("pci-audit"), configuration(UNKNOWN)],
      expect: ["undetermined retentionPeriodInDays"],
    },
    {
      title: "perhaps this workspace's",
      resources: [workspace("pci-audit"), configuration(365, UNKNOWN)],
      expect: ["undetermined workspaceId"],
    },
    {
      title: "class not known",
      resources: [workspace(UNKNOWN)],
      expect: ['undetermined tags["record-class"]'],
    },
  ]);
});
