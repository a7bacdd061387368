import { allOf, notApplicable, undetermined } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import { isBound, judgeDestination, regionInArn, regionOf } from "../../evaluation/residency";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone } from "../../evaluation/setting";
import type { Stack } from "../../evaluation/siblings";

const KEY = "aws:kms/key:Key";
const REPLICA = "aws:kms/replicaKey:ReplicaKey";

/** Whoever has a replica of a key reads what it encrypts: a copy of the key under another law is as good as a copy of the data. */
export const keysStayInTheirJurisdiction: StackRule = {
  id: "RSD-03",
  slug: "keys-stay-in-their-jurisdiction",
  title: "EU personal data is not encrypted with multi-region keys that replicate outside the EU",
  severity: "high",
  types: ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
  controls: {
    soc2: ["C1.1"],
    pci: ["3.6.1.4"],
    gdpr: ["44", "32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html",
  remediation:
    "Encrypt personal and regulated data with keys of one region, or replicate their keys only inside the jurisdiction.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    return resource.type === KEY ? judgeKey(resource, stack) : judgeReplica(resource, stack);
  },
};

function judgeKey(key: Resource, stack: Stack) {
  const multiRegion = orDefault(key.inputs.at("multiRegion").flag(), false);
  if (multiRegion.state === "value" && !multiRegion.value) return notApplicable("it is a key of one region");
  const { certain, doubts } = stack.children(key, REPLICA, "primaryKeyArn");
  const open = doubts.map(({ unknown, urn }) => undetermined(unknown, urn));
  if (certain.length + open.length === 0) return notApplicable("it has no replicas");
  const outcomes = allOf([
    ...certain.map((replica) =>
      judgeDestination(
        {
          region: regionOf(replica),
          what: `the replica ${replica.name} of the key`,
          property: "multiRegion",
          related: replica.urn,
        },
        regionOf(key),
        isBound(key),
      ),
    ),
    ...open,
  ]);
  return multiRegion.state === "unknown" && outcomes.some(({ kind }) => kind === "violation")
    ? undetermined(multiRegion)
    : outcomes;
}

/** A replica whose key is not in this stack is judged on its own. */
function judgeReplica(replica: Resource, stack: Stack) {
  const home = regionInArn(replica.inputs.at("primaryKeyArn").filledText());
  return judgedAlone(replica, stack, ["primaryKeyArn", KEY], () =>
    judgeDestination(
      { region: regionOf(replica), what: "the replica of the key", property: "region" },
      home,
      isBound(replica),
    ),
  );
}
