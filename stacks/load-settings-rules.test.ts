import assert from "node:assert/strict";
import { applicationsOf } from "../content/applications";
import { seriesOfRegion } from "../content/applications/series";
import { EUROPE, PROJECT, WEST, mistakes, stackFile } from "./settings-fixture";

describe("settings of a stack, against each other and the law", () => {
  it("refuses a region that is not in the topology", () => {
    assert.equal(
      mistakes(["Pulumi.mars-1.yaml", stackFile("mars-1", "spoke", 9, "us-east-1")]),
      `Pulumi.mars-1.yaml:2  pharos:region
  problem: is not one of the values that exist
  value:   "mars-1"
  allowed: one of "us-east-1", "us-west-2", "eu-west-1", "eu-central-1"
  fix:     write one of the values that are allowed`,
    );
  });

  it("refuses a mistyped region", () => {
    assert.equal(
      mistakes([WEST, "region: us-west-2", "region: us-west-22"]),
      `Pulumi.us-west-2.yaml:2  pharos:region
  problem: is not one of the values that exist
  value:   "us-west-22"
  allowed: one of "us-east-1", "us-west-2", "eu-west-1", "eu-central-1"
  fix:     did you mean us-west-2?`,
    );
  });

  it("refuses another region than the stack's name", () => {
    assert.equal(
      mistakes([WEST, "region: us-west-2", "region: us-east-1"]),
      `Pulumi.us-west-2.yaml:2  pharos:region
  problem: differs from the stack's name, us-west-2: a stack is named after its region
  value:   "us-east-1"
  allowed: us-west-2
  fix:     write us-west-2, or rename the file to Pulumi.us-east-1.yaml`,
    );
  });

  it("refuses a stack that is not named after a region", () => {
    assert.equal(
      mistakes(["Pulumi.dev.yaml", stackFile("us-east-1", "spoke", 9, "us-west-2")]),
      `Pulumi.dev.yaml:2  pharos:region
  problem: differs from the stack's name, dev: a stack is named after its region
  value:   "us-east-1"
  allowed: us-east-1, us-west-2, eu-west-1, eu-central-1
  fix:     rename the file to Pulumi.us-east-1.yaml`,
    );
  });

  it("refuses a replica outside the jurisdiction", () => {
    assert.equal(
      mistakes([EUROPE, "eu-central-1", "us-east-1"]),
      `Pulumi.eu-west-1.yaml:7  pharos:replicaRegion
  problem: lies in US, but eu-west-1 in EU: records would leave their jurisdiction
  value:   "us-east-1"
  allowed: another region of EU: eu-central-1
  fix:     write eu-central-1`,
    );
  });

  it("refuses a replica in the region itself", () => {
    assert.equal(
      mistakes([WEST, "replicaRegion: us-east-1", "replicaRegion: us-west-2"]),
      `Pulumi.us-west-2.yaml:7  pharos:replicaRegion
  problem: is the stack's own region: a replica there is lost together with the original
  value:   "us-west-2"
  allowed: another region of US: us-east-1
  fix:     write us-east-1`,
    );
  });

  it("refuses retention below a minimum, above a maximum, without end, of no class", () => {
    assert.equal(
      mistakes([
        EUROPE,
        "  pharos:retention:\n    pci-audit: 90\n    gdpr-security-log: 400\n    sec-17a4-d: 10\n    pci-adit: 400\n    metrics-operational: 0\n",
      ]),
      `Pulumi.eu-west-1.yaml:9  pharos:retention.pci-audit
  problem: is below the minimum of 365 days (PCI DSS v4.0.1 10.5.1: 12 months)
  value:   90
  allowed: a whole number of days from 365 (PCI DSS v4.0.1 10.5.1: 12 months) to 36500
  fix:     write 365 or more, or remove it for the default of 365

Pulumi.eu-west-1.yaml:10  pharos:retention.gdpr-security-log
  problem: is above the maximum of 365 days (GDPR 5(1)(e) as read by the CNIL recommendation of 2021 on logging: 12 months)
  value:   400
  allowed: a whole number of days from 180 (CNIL recommendation of 2021 on logging: 6 months) to 365 (GDPR 5(1)(e) as read by the CNIL recommendation of 2021 on logging: 12 months)
  fix:     write 365 or less, or remove it for the default of 365

Pulumi.eu-west-1.yaml:11  pharos:retention.sec-17a4-d
  problem: cannot be set
  value:   10
  allowed: nothing: no number of days ends such records (17 CFR 240.17a-4(d): the life of the enterprise)
  fix:     remove it

Pulumi.eu-west-1.yaml:12  pharos:retention.pci-adit
  problem: is not a setting
  value:   400
  allowed: sec-17a4-a, sec-17a4-b, sec-17a4-c, sec-17a4-d, finra-4511, pci-audit, pci-account-data, gdpr-security-log, gdpr-app-telemetry, metrics-operational, control-evidence, operational-backup
  fix:     did you mean pci-audit? If not, remove it

Pulumi.eu-west-1.yaml:13  pharos:retention.metrics-operational
  problem: is below the minimum of 1 day
  value:   0
  allowed: a whole number of days from 1 to 36500
  fix:     write 1 or more, or remove it for the default of 400`,
    );
  });

  it("refuses fewer than three zones", () => {
    assert.equal(
      mistakes([WEST, ", us-west-2c", ""]),
      `Pulumi.us-west-2.yaml:6  pharos:network.zones
  problem: has 2 entries, fewer than 3
  value:   ["us-west-2a","us-west-2b"]
  allowed: a list of 3 to 6 zones of the region
  fix:     add to the list`,
    );
  });

  it("refuses zones of another region", () => {
    assert.equal(
      mistakes([WEST, "us-west-2b, us-west-2c", "us-east-1b, us-east-1c"]),
      `Pulumi.us-west-2.yaml:6  pharos:network.zones[1]
  problem: is not a zone of us-west-2
  value:   "us-east-1b"
  allowed: us-west-2a, us-west-2b, us-west-2c, us-west-2d
  fix:     write us-west-2b

Pulumi.us-west-2.yaml:6  pharos:network.zones[2]
  problem: is not a zone of us-west-2
  value:   "us-east-1c"
  allowed: us-west-2a, us-west-2b, us-west-2c, us-west-2d
  fix:     write us-west-2c`,
    );
  });

  it("refuses a zone twice", () => {
    assert.equal(
      mistakes([WEST, "us-west-2c", "us-west-2a"]),
      `Pulumi.us-west-2.yaml:6  pharos:network.zones
  problem: names us-west-2a more than once
  value:   ["us-west-2a","us-west-2b","us-west-2a"]
  allowed: each zone once
  fix:     name another zone of the region, or remove the second mention`,
    );
  });

  it("refuses a trial in production", () => {
    assert.equal(
      mistakes([PROJECT, "regulated", "trial"]),
      `Pulumi.yaml:12  pharos:assurance
  problem: is trial in an environment called production: real records would be kept without the locks that the law asks for
  value:   "trial"
  allowed: regulated, in environments called production, prod, live
  fix:     write regulated, or give a trial's environment another name`,
    );
  });

  it("refuses reach public-cidr without a range", () => {
    assert.equal(
      mistakes([WEST, "  pharos:reach: public-cidr\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:publicAccessCidrs
  problem: is empty, but reach is public-cidr: nobody could reach the cluster's API
  allowed: at least one public range with reach public-cidr
  fix:     name the addresses from which your runners leave to the internet, such as 203.0.113.0/24, or choose another reach`,
    );
  });

  it("refuses ranges without reach public-cidr", () => {
    assert.equal(
      mistakes([WEST, "  pharos:publicAccessCidrs: [203.0.113.0/24]\n"]),
      `Pulumi.us-west-2.yaml:8  pharos:publicAccessCidrs
  problem: has no effect with reach runner-in-vpc: the cluster's API has no public endpoint
  value:   ["203.0.113.0/24"]
  allowed: an empty list, except with reach public-cidr
  fix:     remove it, or write reach: public-cidr if a public endpoint is what you want`,
    );
  });

  it("refuses ranges that open the cluster to everybody, or to nobody", () => {
    assert.equal(
      mistakes([
        WEST,
        "  pharos:reach: public-cidr\n  pharos:publicAccessCidrs:\n    - 0.0.0.0/0\n    - 128.0.0.0/1\n    - 10.0.0.0/16\n    - 203.0.113.7/24\n    - example.com\n    - 300.1.1.1/32\n",
      ]),
      `Pulumi.us-west-2.yaml:10  pharos:publicAccessCidrs[0]
  problem: opens the cluster's API to everybody on the internet
  value:   "0.0.0.0/0"
  allowed: a public range with a prefix from /16 to /32
  fix:     name the addresses from which your runners and people leave to the internet, such as 203.0.113.0/24

Pulumi.us-west-2.yaml:11  pharos:publicAccessCidrs[1]
  problem: opens the cluster's API to a range far wider than one organisation's: it has a prefix of /1
  value:   "128.0.0.0/1"
  allowed: a public range with a prefix from /16 to /32
  fix:     name the addresses from which your runners and people leave to the internet, such as 203.0.113.0/24

Pulumi.us-west-2.yaml:12  pharos:publicAccessCidrs[2]
  problem: is a private range: no caller comes from it over the internet, and EKS refuses it
  value:   "10.0.0.0/16"
  allowed: a public range with a prefix from /16 to /32
  fix:     name the addresses from which your runners and people leave to the internet, such as 203.0.113.0/24

Pulumi.us-west-2.yaml:13  pharos:publicAccessCidrs[3]
  problem: does not start at its own first address
  value:   "203.0.113.7/24"
  allowed: a range written with its first address
  fix:     write 203.0.113.0/24

Pulumi.us-west-2.yaml:14  pharos:publicAccessCidrs[4]
  problem: does not have the form that is needed
  value:   "example.com"
  allowed: a public range with a prefix from /16 to /32
  fix:     correct it, such as "203.0.113.0/24"

Pulumi.us-west-2.yaml:15  pharos:publicAccessCidrs[5]
  problem: is not a range of IPv4 addresses
  value:   "300.1.1.1/32"
  allowed: four numbers from 0 to 255 without leading zeros, and a prefix from /0 to /32
  fix:     correct the numbers`,
    );
  });

  it("refuses a range that does not start at its first address", () => {
    assert.equal(
      mistakes([WEST, "10.1.0.0/16", "10.1.2.3/16"]),
      `Pulumi.us-west-2.yaml:5  pharos:network.cidr
  problem: does not start at its own first address
  value:   "10.1.2.3/16"
  allowed: a range written with its first address
  fix:     write 10.1.0.0/16`,
    );
  });

  it("refuses a range that is too small", () => {
    assert.equal(
      mistakes([WEST, "10.1.0.0/16", "10.1.0.0/21"]),
      `Pulumi.us-west-2.yaml:5  pharos:network.cidr
  problem: is too small for the subnets of six zones: it has a prefix of /21
  value:   "10.1.0.0/21"
  allowed: a prefix from /16 to /20
  fix:     use 10.1.0.0/20, if nobody else does`,
    );
  });

  it("refuses a range that is too wide", () => {
    assert.equal(
      mistakes([WEST, "10.1.0.0/16", "10.0.0.0/8"]),
      `Pulumi.us-west-2.yaml:5  pharos:network.cidr
  problem: is wider than AWS allows for a network: it has a prefix of /8
  value:   "10.0.0.0/8"
  allowed: a prefix from /16 to /20
  fix:     use 10.0.0.0/16, if nobody else does`,
    );
  });

  it("refuses a range that is public", () => {
    assert.equal(
      mistakes([WEST, "10.1.0.0/16", "52.1.0.0/16"]),
      `Pulumi.us-west-2.yaml:5  pharos:network.cidr
  problem: is not a private range: its addresses belong to others on the internet
  value:   "52.1.0.0/16"
  allowed: a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10
  fix:     use a private range that your organisation does not use elsewhere, such as 10.0.0.0/16`,
    );
  });

  it("refuses no workload at all", () => {
    assert.equal(
      mistakes([PROJECT, "finance: true", "finance: false"]),
      `Pulumi.yaml:15  pharos:workloads
  problem: has every workload switched off: there is nothing to watch
  value:   {"finance":false}
  allowed: at least one of finance and dag set to true
  fix:     write finance: true or dag: true below pharos:workloads`,
    );
  });

  it("refuses a volume that does not hold the days", () => {
    assert.equal(
      mistakes([EUROPE, "  pharos:metrics:\n    retention: 60\n    storageGiB: 200\n"]),
      `Pulumi.eu-west-1.yaml:10  pharos:metrics.storageGiB
  problem: of 200 GiB is too small for 60 days of 1000000 series: Prometheus would drop the oldest days
  value:   200
  allowed: 379 or more
  fix:     write 379, or lower retention or activeSeries`,
    );
  });

  it("refuses fewer series than the applications of its workloads may have, twice over", () => {
    const { total } = seriesOfRegion(applicationsOf({ finance: true, dag: false }));
    const needed = 2 * total;
    const few = "  pharos:metrics:\n    activeSeries: 90000\n";
    assert.equal(
      mistakes([EUROPE, few]),
      `Pulumi.eu-west-1.yaml:9  pharos:metrics.activeSeries
  problem: of 90000 leaves no room for the ${total} series that the applications of the stack's workloads may have
  value:   90000
  allowed: ${needed} or more: the other half is the platform's own
  fix:     write ${needed}, or switch a workload off`,
    );
  });

  it("refuses logs that the nodes do not carry together with the spans, and says how many they would", () => {
    const both = "  pharos:logs:\n    gigabytesPerDay: 450\n  pharos:traces:\n    spansPerSecond: 50000\n";
    assert.equal(
      mistakes([EUROPE, both]),
      `Pulumi.eu-west-1.yaml:9  pharos:logs.gigabytesPerDay
  problem: of 450 GB with 50000 spans a second and 2 % of ordinary traces kept needs a log store of 1822 GiB of memory: logs and spans lie in one, and the pool of stateful nodes has 1698 GiB for it
  value:   450
  allowed: 410 or less with these traces
  fix:     write 410, or lower traces.spansPerSecond or traces.keptPercent`,
    );
    assert.equal(mistakes([EUROPE, both.replace("450", "410")]), "");
    assert.equal(mistakes([EUROPE, "  pharos:logs:\n    gigabytesPerDay: 500\n"]), "");
  });

  it("refuses spans that the nodes do not carry together with the logs, and says how many they would", () => {
    const spans = (perSecond: number) => `  pharos:traces:\n    spansPerSecond: ${perSecond}\n`;
    assert.equal(
      mistakes([EUROPE, spans(500_000)]),
      `Pulumi.eu-west-1.yaml:9  pharos:traces.spansPerSecond
  problem: of 500000 spans with 2 % of ordinary traces kept and 5 GB of logs a day needs a log store of 3214 GiB of memory: logs and spans lie in one, and the pool of stateful nodes has 1698 GiB for it
  value:   500000
  allowed: 257130 or less with these logs and this keptPercent
  fix:     write 257130, or lower traces.keptPercent or logs.gigabytesPerDay`,
    );
    assert.equal(mistakes([EUROPE, spans(257_130)]), "");
    assert.notEqual(mistakes([EUROPE, spans(257_131)]), "");
  });

  it("refuses logs beside spans that the nodes do not carry even alone", () => {
    const both = "  pharos:logs:\n    gigabytesPerDay: 500\n  pharos:traces:\n    spansPerSecond: 274000\n";
    assert.equal(
      mistakes([EUROPE, both]),
      `Pulumi.eu-west-1.yaml:9  pharos:logs.gigabytesPerDay
  problem: of 500 GB with 274000 spans a second and 2 % of ordinary traces kept needs a log store of 3359 GiB of memory: logs and spans lie in one, and the pool of stateful nodes has 1698 GiB for it
  value:   500
  allowed: no number with these traces and the stack's retention
  fix:     lower traces.spansPerSecond or traces.keptPercent as well, or keep gdpr-app-telemetry for fewer days`,
    );
  });

  it("refuses to keep what lies in the log store for less than a day's index takes", () => {
    assert.equal(
      mistakes([EUROPE, "  pharos:retention:\n    gdpr-app-telemetry: 1\n"]),
      `Pulumi.eu-west-1.yaml:9  pharos:retention.gdpr-app-telemetry
  problem: of 1 day leaves no room in the log store, which writes an index for a day and takes another to delete it
  value:   1
  allowed: 2 or more
  fix:     write 2`,
    );
  });

  it("refuses a database whose least is more than its most", () => {
    assert.equal(
      mistakes([EUROPE, "  pharos:database:\n    minCapacity: 16\n"]),
      `Pulumi.eu-west-1.yaml:9  pharos:database.minCapacity
  problem: of 16 capacity units is more than maxCapacity, 8
  value:   16
  allowed: 1 to 8
  fix:     write 8 or less, or raise maxCapacity`,
    );
  });

  it("refuses alarms that reach nobody where records are kept by law, and takes them in a trial", () => {
    assert.equal(
      mistakes([PROJECT, "emails: [oncall@example.com]", "emails: []"]),
      `Pulumi.yaml:19  pharos:alarms.emails
  problem: is empty, but assurance is regulated: when the clusters are down, an alarm would reach nobody
  value:   []
  allowed: at least one mail address with assurance regulated
  fix:     name whoever is on call below pharos:alarms, such as emails: [oncall@example.com]`,
    );
    assert.equal(
      mistakes(
        [PROJECT, "emails: [oncall@example.com]", "emails: []"],
        [PROJECT, "assurance: regulated", "assurance: trial"],
        [PROJECT, "environment: production", "environment: evaluation"],
      ),
      "",
    );
  });

  it("refuses a mirror that policies would refuse, and takes one of the company's own", () => {
    const mirror = (registry: string): [string, string, string] => [
      PROJECT,
      "  pharos:alarms:",
      `  pharos:images:\n    value:\n      registryMirror: ${registry}\n  pharos:alarms:`,
    ];
    assert.equal(
      mistakes(mirror("registry.example.com/mirror")),
      `Pulumi.yaml:19  pharos:images.registryMirror
  problem: is a registry that nobody has approved: rule K8S-IMG-02 would refuse every image from there
  value:   "registry.example.com/mirror"
  allowed: a registry of your own in ECR, or one that content/registries.ts lists
  fix:     copy the images into ECR, or add the registry to content/registries.ts in a change of its own`,
    );
    assert.equal(mistakes(mirror("111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror")), "");
    assert.equal(mistakes(mirror("111122223333.dkr.ecr.us-east-1.amazonaws.com")), "");
  });

  it("refuses a mirror with a scheme, and names the form", () => {
    assert.equal(
      mistakes([
        PROJECT,
        "  pharos:alarms:",
        "  pharos:images:\n    value:\n      registryMirror: https://registry.example.com\n  pharos:alarms:",
      ]),
      `Pulumi.yaml:19  pharos:images.registryMirror
  problem: does not have the form that is needed
  value:   "https://registry.example.com"
  allowed: a registry without a scheme, such as one of ECR, with or without a path below it
  fix:     correct it, such as "111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror"`,
    );
  });

  it("refuses what is no mail address, and names the form", () => {
    assert.equal(
      mistakes([PROJECT, "[oncall@example.com]", "[oncall]"]),
      `Pulumi.yaml:19  pharos:alarms.emails[0]
  problem: does not have the form that is needed
  value:   "oncall"
  allowed: a mail address
  fix:     correct it, such as "oncall@example.com"`,
    );
  });
});
