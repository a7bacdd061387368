import { stringify } from "yaml";
import { severities, type Severity } from "../severity";

/** Alerts that wait for others of their region to come, and how often one that stays open is said again. */
const GROUP_WAIT = "30s";
const GROUP_INTERVAL = "5m";
const REPEAT_INTERVAL = "4h";

/** What a message says: plain text, since the same topics carry CloudWatch's alarms to mailboxes. */
const TEMPLATES = `{{ define "pharos.subject" }}{{ .Status }}: {{ .CommonLabels.alertname }} {{ .CommonLabels.region }}{{ end }}
{{ define "pharos.message" }}{{ range .Alerts }}{{ .Status }} {{ .Labels.severity }} {{ .Labels.alertname }}
{{ .Annotations.summary }}
{{ .Annotations.description }}
{{ .Annotations.runbook_url }}

{{ end }}{{ end }}`;

const TEMPLATE_FILE = "pharos";

/**
 * The definition of a workspace's alert manager: every alert to the topic of its severity, in the region's own account. It knows no receiver
 * but topics of SNS (user guide, "Managing and forwarding alerts"). An alert without a severity goes where P1 goes: better one page too many.
 * @param topicArns the topics of the hub's alarms
 */
export function alertManagerDefinition(
  topicArns: Readonly<Record<Severity, string>>,
  region: string,
): string {
  const receiverOf = (severity: Severity): string => `topic-${severity.toLowerCase()}`;
  const config = {
    route: {
      receiver: receiverOf("P1"),
      group_by: ["alertname", "region"],
      group_wait: GROUP_WAIT,
      group_interval: GROUP_INTERVAL,
      repeat_interval: REPEAT_INTERVAL,
      routes: severities.map((severity) => ({
        receiver: receiverOf(severity),
        matchers: [`severity="${severity}"`],
      })),
    },
    templates: [TEMPLATE_FILE],
    receivers: severities.map((severity) => ({
      name: receiverOf(severity),
      sns_configs: [
        {
          topic_arn: topicArns[severity],
          send_resolved: true,
          sigv4: { region },
          subject: '{{ template "pharos.subject" . }}',
          message: '{{ template "pharos.message" . }}',
        },
      ],
    })),
  };
  return stringify({
    template_files: { [TEMPLATE_FILE]: TEMPLATES },
    alertmanager_config: stringify(config),
  });
}
