import type { Alarm } from "./alarm";

/** The way out, and the way between the regions. */
export const network: readonly Alarm[] = [
  {
    name: "NatGatewayPortsExhausted",
    watches: "natGateway",
    severity: "P1",
    summary: "A NAT gateway has no ports left for new connections to one destination",
    series: { value: { metric: "AWS/NATGateway ErrorPortAllocation", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 0,
      unit: "refused connections",
      because: "each is a connection that failed; a gateway has 55 000 ports for one destination",
    },
    period: 60,
    periods: 5,
    badPeriods: 3,
    missing: { means: "good", because: "a gateway without traffic reports nothing" },
    runbook: {
      cause: [
        "Something opens connections to one address faster than they end: a retry loop, a missing pool.",
      ],
      check: [
        "Flow logs of the private subnets: which pod address talks to which destination.",
        "The gateway's ActiveConnectionCount and ConnectionAttemptCount on the dashboard.",
      ],
      act: [
        "Stop what opens them.",
        "Where the traffic is legitimate: give the destination a VPC endpoint, or the gateway a second address.",
      ],
    },
  },
  {
    name: "NatGatewayPacketsDropped",
    watches: "natGateway",
    severity: "P2",
    summary: "A NAT gateway drops packets",
    series: {
      dropped: { metric: "AWS/NATGateway PacketsDropCount", statistic: "Sum" },
      out: { metric: "AWS/NATGateway PacketsInFromSource", statistic: "Sum" },
      back: { metric: "AWS/NATGateway PacketsInFromDestination", statistic: "Sum" },
    },
    expression: "100 * FILL(dropped, 0) / (out + back)",
    condition: {
      is: "above",
      threshold: 0.01,
      unit: "percent",
      because:
        "below one packet in ten thousand TCP repairs it unnoticed (VPC user guide, NAT gateway metrics)",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "a gateway without traffic drops nothing" },
    runbook: {
      cause: [
        "The gateway is overloaded or degraded, or connections idle for longer than 350 seconds are used again.",
      ],
      check: [
        "The AWS Health Dashboard for the zone.",
        "Bytes and packets of the gateway against its usual band.",
      ],
      act: [
        "With one gateway a zone: shift traffic away from the zone, if the Health Dashboard speaks of it.",
        "Otherwise find the flow that grew, in the flow logs.",
      ],
    },
  },
  {
    name: "IngestWithoutTargets",
    watches: "targetGroup",
    severity: "P1",
    summary: "The hub's ingest has no healthy receiver",
    series: { value: { metric: "AWS/NetworkELB HealthyHostCount", statistic: "Maximum" } },
    condition: {
      is: "below",
      threshold: 1,
      unit: "receivers",
      because:
        "spokes keep about two hours of samples; after that the present has a hole, history comes by blocks",
    },
    period: 60,
    periods: 5,
    missing: { means: "bad", because: "a target group without any target reports nothing" },
    runbook: {
      cause: [
        "The receivers are down, or the cluster does not register them: the binding is missing or refused.",
      ],
      check: [
        "`kubectl get targetgroupbindings -A` and its events.",
        "`kubectl get pods -n monitoring`, readiness of the receivers.",
      ],
      act: ["Bring the receivers back first.", "Then see on the spokes' dashboards that the lag falls."],
    },
  },
  {
    name: "IngestTargetsUnhealthy",
    watches: "targetGroup",
    severity: "P2",
    summary: "Some of the hub's receivers do not answer",
    series: { value: { metric: "AWS/NetworkELB UnHealthyHostCount", statistic: "Maximum" } },
    condition: {
      is: "at-least",
      threshold: 1,
      unit: "receivers",
      because: "a rolling update is over in ten minutes",
    },
    period: 60,
    periods: 10,
    missing: { means: "good", because: "having none at all has an alarm of its own, IngestWithoutTargets" },
    runbook: {
      cause: ["A receiver hangs, or a security group no longer lets the health check through."],
      check: ["`aws elbv2 describe-target-health`, the reason beside each target.", "Logs of that pod."],
      act: [
        "Delete the pod; its controller makes another.",
        "If all of one zone fail: look at the zone's nodes.",
      ],
    },
  },
  {
    name: "IngestConnectionsReset",
    watches: "loadBalancer",
    severity: "P2",
    summary: "Many connections to the hub's ingest are reset",
    series: {
      byTarget: { metric: "AWS/NetworkELB TCP_Target_Reset_Count", statistic: "Sum" },
      byBalancer: { metric: "AWS/NetworkELB TCP_ELB_Reset_Count", statistic: "Sum" },
    },
    expression: "FILL(byTarget, 0) + FILL(byBalancer, 0)",
    condition: {
      is: "above",
      threshold: 100,
      unit: "resets in five minutes",
      because: "senders keep their connections for hours; a rolling update resets each a few times",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "nothing was reset" },
    runbook: {
      cause: ["Receivers restart, refuse the senders' certificates, or run out of memory."],
      check: [
        "Restarts and memory of the receivers.",
        "Prometheus' log in a spoke: a TLS error names the certificate.",
      ],
      act: ["TLS errors: renew the certificate that has expired.", "Memory: see the receivers' runbooks."],
    },
  },
  {
    name: "IngestCallersRefused",
    watches: "loadBalancer",
    severity: "P2",
    summary: "Somebody who is not a spoke tries to reach the hub's ingest",
    series: {
      value: { metric: "AWS/NetworkELB SecurityGroupBlockedFlowCount_Inbound_TCP", statistic: "Sum" },
    },
    condition: {
      is: "above",
      threshold: 0,
      unit: "refused connections",
      because: "the door is private and its callers are known: there is no innocent knock",
    },
    period: 300,
    periods: 1,
    missing: { means: "good", because: "nobody was refused" },
    runbook: {
      cause: [
        "A spoke with a new address range that the hub does not know yet, or somebody who looks around.",
      ],
      check: ["Flow logs of the load balancer's interfaces: the source address, and whose it is."],
      act: [
        "A spoke's new range: update the hub's stack.",
        "Anybody else: treat it as a security incident, and find what runs at that address.",
      ],
    },
  },
  {
    name: "HubLinkSilent",
    watches: "endpoint",
    severity: "P1",
    summary: "No connection from this region to the hub",
    series: { value: { metric: "AWS/PrivateLinkEndpoints ActiveConnections", statistic: "Maximum" } },
    condition: {
      is: "below",
      threshold: 1,
      unit: "connections",
      // New connections would be the wrong thing to count: a sender keeps the one it has.
      because: "Prometheus keeps its connections to the hub open as long as it sends",
    },
    period: 60,
    periods: 10,
    missing: { means: "bad", because: "an endpoint without connections reports nothing" },
    runbook: {
      cause: [
        "Prometheus of this region is down, the name of the hub does not resolve, or the hub's ingest is gone.",
        "This region still alerts by itself; the hub sees nothing of it.",
      ],
      check: [
        "Whether Prometheus runs, and what its log says of the queue `hub`.",
        "The hub's alarm IngestWithoutTargets.",
      ],
      act: ["Bring back Prometheus, or the hub, whichever is down.", "Within two hours nothing is lost."],
    },
  },
  {
    name: "HubLinkPacketsDropped",
    watches: "endpoint",
    severity: "P2",
    summary: "The endpoint to the hub drops packets",
    series: { value: { metric: "AWS/PrivateLinkEndpoints PacketsDropped", statistic: "Sum" } },
    condition: {
      is: "above",
      threshold: 1000,
      unit: "packets in five minutes",
      because:
        "three a second: fewer are repaired by TCP, more slow the senders down (AWS PrivateLink guide)",
    },
    period: 300,
    periods: 3,
    missing: { means: "good", because: "nothing was dropped" },
    runbook: {
      cause: ["The hub's load balancer is overloaded, or its security group refuses this region."],
      check: ["The hub's alarms on its ingest.", "The address range of this region in the hub's settings."],
      act: ["Mend the hub first: this is its echo.", "If the hub is healthy: open a support case."],
    },
  },
];
