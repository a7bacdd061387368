import { thanosPanel } from "../dashboards/panels";
import { prometheusName } from "../metrics/names";
import type { AlertGroup, AlertRule, AlertTest } from "./rule";

/** Seconds since the hub heard of each region's Prometheus; known of regions that it heard within a day. */
export const silence = `time() - max by (region) (max_over_time(timestamp(up{job="${prometheusName}"})[1d:1m]))`;

/** Silence, seconds, that is more than a slow minute: no sample of five minutes. */
export const SILENCE_CRITICAL_SECONDS = 300;

const rules: readonly AlertRule[] = [
  {
    alert: "RegionUnheard",
    expr: `(${silence}) > ${SILENCE_CRITICAL_SECONDS}`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "The hub hears nothing of {{ $labels.region }} any more",
    description:
      "Either the region is down or its way to the hub is broken. The region itself alerts as long as it lives; after a day this alert ends, as nothing is known of the region any more.",
    runbook: {
      cause: [
        "The region's Prometheus pair is down, or the whole region is.",
        "Its way to the hub is broken: the endpoint, the door's certificate, or the trust between the two.",
      ],
      check: [
        "Whether the region still sends its signs of life: the alarm of AWS in the region that watches it.",
        "The region's own Grafana, if it answers: the lag to the hub.",
      ],
      act: [
        "If the region is gone: docs/region-loss.md says what is missing, and what to do.",
        "Otherwise restore the way: what was sent in the last two hours arrives late, older samples come with the blocks.",
      ],
    },
    panel: thanosPanel("silence"),
  },
];

const up = (region: string): string => `up{job="${prometheusName}",region="${region}"}`;
const stopped = { [up("eu-west-1")]: "1x30 _x60", [up("us-east-1")]: "1x120" };

const tests: readonly AlertTest[] = [
  // The last sample is at 30 m: more than five minutes are over at 36 m, and five more pass.
  {
    alert: "RegionUnheard",
    when: "one region stopped",
    series: stopped,
    at: "41m",
    fires: [{ region: "eu-west-1" }],
  },
  { alert: "RegionUnheard", when: "its time has not passed", series: stopped, at: "40m", fires: [] },
  {
    alert: "RegionUnheard",
    when: "a Prometheus is down, and another says so",
    series: { [up("eu-west-1")]: "1x10 0x60", [up("us-east-1")]: "1x70" },
    at: "60m",
    fires: [],
  },
];

/** Alerts over all regions: what no region can see by itself. The hub's rulers evaluate them. */
export const globalAlerts: AlertGroup = { name: "global", rules, tests };
