import { logShippingPanel } from "../dashboards/panels";
import { loggingNamespace } from "../logs/names";
import { FLUENTD_DEAD_LETTERS } from "../logs-shipping/fluentd-config";
import { logstashPipelines } from "../logs-shipping/logstash-config";
import { filebeatName, fluentBitName, fluentdName, logstashName } from "../logs-shipping/names";
import { nodeAgentsNamespace } from "../versions";
import { logShippingTests } from "./log-shipping-tests";
import type { AlertGroup, AlertRule } from "./rule";

/** Free share of a volume of Logstash or Fluentd: with two fifths of it used, the queue is half full. */
export const BUFFER_LEFT_WARNING = 0.55;
/** With three quarters used, lines will soon wait on the nodes, where files are rotated away. */
export const BUFFER_LEFT_CRITICAL = 0.25;

const takers = `namespace="${loggingNamespace}", statefulset=~"${logstashName}|${fluentdName}"`;
const agents = `namespace="${nodeAgentsNamespace}", daemonset=~"${filebeatName}|${fluentBitName}"`;
const claims = `namespace="${loggingNamespace}", persistentvolumeclaim=~"data-(${logstashName}|${fluentdName})-.+"`;

/** Lines that Logstash put aside in a quarter of an hour. */
export const logstashDeadLetters = `sum by (region) (increase(logstash_stats_pipeline_events_in{pipeline="${logstashPipelines.deadLetters}"}[15m]))`;
/** Lines that Fluentd put aside in a quarter of an hour. */
export const fluentdDeadLetters = `sum by (region) (increase(fluentd_output_status_emit_records{plugin_id="${FLUENTD_DEAD_LETTERS}"}[15m]))`;
/**
 * Attempts of Fluentd that failed in a day. It tries about once a minute for three days; what it gives up then stays in a file on its volume,
 * which no metric counts: this is told two days before.
 */
export const fluentdFailures = `sum by (region, pod, plugin_id) (increase(fluentd_output_status_num_errors[1d]))`;
/** Of the 1440 of a day: less than a day without success, and more than Elasticsearch's restart. */
export const FAILURES_OF_A_DAY = 1000;
/** Free share of the volumes on which lines wait. */
export const buffersLeft = `kubelet_volume_stats_available_bytes{${claims}} / kubelet_volume_stats_capacity_bytes{${claims}}`;
/** Lines that Fluent Bit gave up. */
export const fluentBitDropped = `increase(fluentbit_output_dropped_records_total[15m])`;

const deadLetterRunbook = {
  cause: [
    "A program writes a field with another type than the field has, and Elasticsearch refuses its documents for good.",
    "Or a line could not be read at all. In either case it is whole in the stream of dead letters, and nothing else waits for it.",
  ],
  check: [
    "The data stream `logs-deadletter.app-<environment>`: `error.message` has the reason, `event.original` the line with its container.",
  ],
  act: [
    "Have the program write the field as it is defined, or add the field to the templates of the log store.",
    "Send the dead letters again, if they are missed: their originals are whole.",
  ],
};

const bufferRunbook = {
  cause: ["Elasticsearch does not take lines, or not as fast as they come; they wait on the volume."],
  check: [
    "Elasticsearch: its health, and whether its disks are full (it refuses writes then).",
    "The lines that come in and go out on the dashboard: more than usual, or a way that stands still.",
  ],
  act: [
    "Bring Elasticsearch back; what waits is sent by itself, and each line once.",
    "If one program writes more than all others, quieten it.",
    "Enlarge the claims; the volumes grow while in use.",
  ],
};

const rules: readonly AlertRule[] = [
  {
    alert: "LogstashDeadLetters",
    expr: `${logstashDeadLetters} > 0`,
    for: "5m",
    severity: "P2",
    team: "platform",
    summary: "Logstash puts lines aside",
    description:
      "Lines could not be read, or Elasticsearch refused them for good. They are not where people search for them.",
    runbook: deadLetterRunbook,
    panel: logShippingPanel("deadLetters"),
  },
  {
    alert: "FluentdDeadLetters",
    expr: `${fluentdDeadLetters} > 0`,
    for: "5m",
    severity: "P2",
    team: "platform",
    summary: "Fluentd puts lines aside",
    description:
      "Lines could not be read, or Elasticsearch refused them for good. They are not where people search for them.",
    runbook: deadLetterRunbook,
    panel: logShippingPanel("deadLetters"),
  },
  {
    alert: "FluentdGivesUpSoon",
    expr: `${fluentdFailures} > ${FAILURES_OF_A_DAY}`,
    for: "15m",
    severity: "P1",
    team: "platform",
    summary: "{{ $labels.pod }} has failed to file lines for most of a day",
    description:
      "After three days it gives them up: they stay in files on its volume, where nobody searches and nothing counts them.",
    runbook: {
      cause: ["Elasticsearch refuses its user or its documents, or is away.", "The pod does not reach it."],
      check: ["The pod's log: it has Elasticsearch's answers.", "The health of Elasticsearch."],
      act: [
        "Mend what the answers name; what waits is sent by itself.",
        "If three days have passed: copy the files of `given-up` from the pod's volume, and send what is in them again.",
      ],
    },
    panel: logShippingPanel("deadLetters"),
  },
  {
    alert: "LogBufferFilling",
    expr: `${buffersLeft} < ${BUFFER_LEFT_WARNING}`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "The volume {{ $labels.persistentvolumeclaim }} fills with lines that wait",
    description: "Lines come later than they should. Nothing is lost yet.",
    runbook: bufferRunbook,
    panel: logShippingPanel("buffersLeft"),
  },
  {
    alert: "LogBufferNearlyFull",
    expr: `${buffersLeft} < ${BUFFER_LEFT_CRITICAL}`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "The volume {{ $labels.persistentvolumeclaim }} is nearly full of lines that wait",
    description:
      "When it is full, lines wait in their files on the nodes, which keep 50 MiB for each container, and lose the oldest.",
    runbook: bufferRunbook,
    panel: logShippingPanel("buffersLeft"),
  },
  {
    alert: "LogAggregatorMissing",
    expr: `kube_statefulset_status_replicas_ready{${takers}} < kube_statefulset_replicas{${takers}}`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "A pod of {{ $labels.statefulset }} is missing",
    description: "The others take its lines. What waits on its volume comes when it is back.",
    runbook: {
      cause: [
        "The pod cannot start: its volume is in a zone without a node for it, its certificate or its user is missing.",
      ],
      check: ["Events and log of the pod."],
      act: ["Mend what they name.", "A volume is not to be deleted: lines that wait are on it."],
    },
    panel: logShippingPanel("aggregatorsReady"),
  },
  {
    alert: "LogAgentMissing",
    expr: `kube_daemonset_status_number_unavailable{${agents}} > 0`,
    for: "15m",
    severity: "P2",
    team: "platform",
    summary: "{{ $labels.daemonset }} does not run on every node",
    description:
      "The containers of these nodes write lines that nobody reads; files that are rotated away meanwhile are lost.",
    runbook: {
      cause: ["A node has no room for the agent, or the agent does not start there."],
      check: [
        "Pods of the agent in the namespace of node agents, by node: which are not ready, and their events.",
      ],
      act: ["Make room on the node, or replace it.", "If none starts: go back to the configuration before."],
    },
    panel: logShippingPanel("agentsUnavailable"),
  },
  {
    alert: "FluentBitDropsLines",
    expr: `sum by (region) (${fluentBitDropped}) > 0`,
    for: "5m",
    severity: "P1",
    team: "platform",
    summary: "Fluent Bit loses lines",
    description: "It was told never to give up; that it does means its buffer on the node is full.",
    runbook: {
      cause: ["Fluentd did not take lines for so long that the buffer of a node is full."],
      check: ["Fluentd: whether its pods are ready, and whether their volumes are full."],
      act: [
        "Bring Fluentd back.",
        "The lines that were lost are in the files of the node, as long as these are not rotated away.",
      ],
    },
    panel: logShippingPanel("dropped"),
  },
];

/** Whether lines of containers come into the log store: nothing stands still, nothing is put aside, nothing is lost. */
export const logShipping: AlertGroup = { name: "log-shipping", rules, tests: logShippingTests };
