import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { noEndedReceivers } from "./end-alert-01";

const release = (values: unknown): [Given] => [
  { type: "kubernetes:helm.sh/v3:Release", name: "release", inputs: { values } },
];
const config = (spec: unknown): [Given] => [
  { type: "kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig", name: "config", inputs: { spec } },
];
const receivers = (...each: object[]) => ({ alertmanager: { config: { receivers: each } } });

describe("END-ALERT-01", () => {
  testRule(noEndedReceivers("2026-11-26"), [
    { title: "no values", resources: release(undefined), expect: ["pass"] },
    { title: "no receivers", resources: release({ replicas: 2 }), expect: ["pass"] },
    {
      title: "PagerDuty",
      resources: release(receivers({ name: "page", pagerduty_configs: [{ routing_key: "x" }] })),
      expect: ["pass"],
    },
    {
      title: "PagerDuty as an object",
      resources: config({ receivers: [{ pagerdutyConfigs: [{ sendResolved: true }] }] }),
      expect: ["pass"],
    },
    { title: "an empty list", resources: release(receivers({ opsgenie_configs: [] })), expect: ["pass"] },
    { title: "not set", resources: release({ config: { opsgenie: { apikey: "" } } }), expect: ["pass"] },
    {
      title: "switched off",
      resources: release({ config: { opsgenie: { enabled: false } } }),
      expect: ["pass"],
    },
    { title: "the name of a runbook", resources: release({ runbook: "opsgenie" }), expect: ["pass"] },
    {
      title: "an Alertmanager",
      resources: [
        {
          type: "kubernetes:monitoring.coreos.com/v1:Alertmanager",
          name: "a",
          inputs: { spec: { replicas: 3 } },
        },
      ],
      expect: ["pass"],
    },
    {
      title: "Opsgenie",
      resources: release(receivers({ name: "page", opsgenie_configs: [{ api_key: "x" }] })),
      expect: ["violation ends"],
      message:
        "alerts are sent to Opsgenie, which ends on 2027-04-05 (https://github.com/opsgenie/terraform-provider-opsgenie/issues/466); nothing new may be built on it. " +
        "To mend it: use PagerDuty; the heartbeat then comes from a CloudWatch alarm, which does not depend on either.",
    },
    {
      title: "by all receivers' key",
      resources: release({ alertmanager: { config: { global: { opsgenie_api_key: "x" } } } }),
      expect: ["violation ends"],
    },
    {
      title: "by a file",
      resources: release({ global: { opsgenie_api_key_file: "/run/x" } }),
      expect: ["violation ends"],
    },
    {
      title: "by another address",
      resources: release({ global: { opsgenie_api_url: "https://api.eu.opsgenie.com" } }),
      expect: ["violation ends"],
    },
    {
      title: "as an object",
      resources: config({ receivers: [{ name: "page", opsgenieConfigs: [{ sendResolved: true }] }] }),
      expect: ["violation ends"],
    },
    {
      title: "by falcosidekick",
      resources: release({ config: { opsgenie: { apikey: "x" } } }),
      expect: ["violation ends"],
    },
    {
      title: "as one of two",
      resources: release(
        receivers({ pagerduty_configs: [{ routing_key: "x" }] }, { opsgenie_configs: [{ api_key: "x" }] }),
      ),
      expect: ["violation ends"],
    },
    {
      title: "as one and only",
      resources: release(receivers({ opsgenie_configs: { api_key: "x" } })),
      expect: ["violation ends"],
    },
    { title: "values not known", resources: release(UNKNOWN), expect: ["undetermined values"] },
    {
      title: "a text not known",
      resources: release({ serviceAccount: { roleArn: UNKNOWN } }),
      expect: ["pass"],
    },
  ]);
});
