import { HUB_PROBE, PROBES_JOB } from "../probes/names";
import { SECONDS_PER_DAY } from "../units";
import type { AlertTest } from "./rule";

type Labels = Readonly<Record<string, string>>;

function series(metric: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${metric}{${pairs.join(",")}}`;
}

const probed = (probe: string): Labels => ({ job: PROBES_JOB, probe });
const success = (probe: string, value: number): AlertTest["series"] => ({
  [series("probe_success", probed(probe))]: `${value}x120`,
});
const connect = (seconds: number, phase = "connect"): AlertTest["series"] => ({
  [series("probe_http_duration_seconds", { ...probed(HUB_PROBE), phase })]: `${seconds}x120`,
});
const up = (value: number): AlertTest["series"] => ({
  [series("up", probed("grafana"))]: `${value}x120`,
});
/** Time begins at zero, so that an end is the seconds that are left at the start. */
const shown = (days: number): AlertTest["series"] => ({
  [series("probe_ssl_earliest_cert_expiry", probed("grafana"))]: `${days * SECONDS_PER_DAY}x120`,
});

/** One rule: what makes it fire and after how many minutes, and what does not within two hours. */
interface Case {
  readonly alert: string;
  readonly when: string;
  readonly series: AlertTest["series"];
  readonly after: number;
  readonly labels: Labels;
  readonly well: Readonly<Record<string, AlertTest["series"]>>;
}

const cases: readonly Case[] = [
  {
    alert: "EndpointDown",
    when: "Grafana does not answer",
    series: { ...success("grafana", 0), ...success("kibana", 1) },
    after: 5,
    labels: { probe: "grafana" },
    well: { "it answers": success("grafana", 1), "the hub alone is away": success(HUB_PROBE, 0) },
  },
  {
    alert: "HubUnreachable",
    when: "its door does not answer",
    series: success(HUB_PROBE, 0),
    after: 10,
    labels: {},
    well: { "it answers": success(HUB_PROBE, 1), "another program is away": success("grafana", 0) },
  },
  {
    alert: "HubFar",
    when: "a connection takes a fifth of a second",
    series: connect(0.2),
    after: 15,
    labels: {},
    well: {
      "it takes as long as across an ocean": connect(0.08),
      "the hub thinks for long": connect(2, "processing"),
    },
  },
  {
    alert: "ProbesNotMade",
    when: "the exporter is away",
    series: up(0),
    after: 10,
    labels: {},
    well: { "it is there": up(1) },
  },
  {
    alert: "CertificateShownLate",
    when: "twenty days are left",
    series: shown(20),
    after: 60,
    labels: { probe: "grafana" },
    well: { "it is due for some days": shown(28) },
  },
  {
    alert: "ShownCertificateEnding",
    when: "two days are left",
    series: shown(2),
    after: 15,
    labels: { probe: "grafana" },
    well: { "some days more are left": shown(5) },
  },
];

/** Cases of the group `probes`: for each rule one where it fires, one a minute before, and those in which all is well. */
export const probesTests: readonly AlertTest[] = cases.flatMap(
  ({ alert, when, series: broken, after, labels, well }): AlertTest[] => [
    { alert, when, series: broken, at: `${after}m`, fires: [labels] },
    { alert, when: "its time has not passed", series: broken, at: `${after - 1}m`, fires: [] },
    ...Object.entries(well).map(([state, healthy]): AlertTest => ({
      alert,
      when: state,
      series: healthy,
      at: "120m",
      fires: [],
    })),
  ],
);
