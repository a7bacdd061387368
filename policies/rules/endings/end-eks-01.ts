import {
  eksSupportOn,
  eksVersion,
  eksVersions,
  supportedEksVersions,
  type Day,
} from "../../../content/versions";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";
import { ENDING_CONTROLS } from "./ending-rule";

const FIX = `take ${supportedEksVersions.join(" or ")}, one minor version at a time`;

/** @param today UTC */
export function eksVersionsAreSupported(today: Day): ResourceRule {
  return {
    id: "END-EKS-01",
    slug: "eks-versions-are-supported",
    title: "EKS runs a Kubernetes version in standard support",
    severity: "high",
    scope: "resource",
    types: ["aws:eks/cluster:Cluster", "aws:eks/nodeGroup:NodeGroup"],
    controls: ENDING_CONTROLS,
    remediation: "Upgrade the cluster, one minor version at a time, then its nodes.",
    url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    check({ inputs }): Outcome {
      const read = inputs.at("version").filledText();
      if (read.state === "unknown") return undetermined(read);
      if (read.state === "absent")
        return notApplicable("it names no version: EKS takes its newest, or leaves what there is");
      return judge(read.value.trim(), today);
    },
  };
}

function judge(version: string, today: Day): Outcome {
  const minor = /^1\.(\d{1,3})$/.exec(version)?.[1];
  const oldest = Number(eksVersions.at(-1)?.version.split(".")[1]);
  if (minor !== undefined && Number(minor) < oldest)
    return refused("ended", version, "is out of all support");
  const support = eksSupportOn(version, today);
  if (support === "standard") return pass;
  if (support === "unknown")
    return undetermined({
      state: "unknown",
      path: "version",
      why: `is '${version}', of which content/versions.ts says no end of support`,
    });
  const { endOfStandardSupport, endOfExtendedSupport } = eksVersion(version)!;
  return support === "ended"
    ? refused(
        "ended",
        version,
        `has been out of all support since ${endOfExtendedSupport}; EKS upgrades it by itself, whenever that is`,
      )
    : refused(
        "extended-support",
        version,
        `has been out of standard support since ${endOfStandardSupport}, costs six times as much an hour, and is upgraded by EKS after ${endOfExtendedSupport}`,
      );
}

function refused(reason: string, version: string, what: string): Outcome {
  return violation(reason, {
    message: `'version' is ${version}, which ${what}; ${supportedEksVersions.join(" or ")} is allowed`,
    fix: FIX,
    property: "version",
  });
}
