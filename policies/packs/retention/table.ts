import { alarmsTellSomebody } from "../../rules/logging/log-alm-02";
import { trailsSeeEveryRegion } from "../../rules/logging/log-ct-01";
import { trailsProveTheirFiles } from "../../rules/logging/log-ct-02";
import { trailsReachLogGroups } from "../../rules/logging/log-ct-03";
import { clustersLogTheirControlPlane } from "../../rules/logging/log-eks-01";
import { loadBalancersLogRequests } from "../../rules/logging/log-lb-01";
import { domainsPublishAuditLogs } from "../../rules/logging/log-os-01";
import { domainsPublishDiagnosticLogs } from "../../rules/logging/log-os-02";
import { loadBalancersResistDeletion } from "../../rules/retention/res-lb-01";
import { loadBalancersCrossZones } from "../../rules/retention/res-lb-02";
import { domainsSurviveAZone } from "../../rules/retention/res-os-01";
import { databasesSpanZones } from "../../rules/retention/res-rds-01";
import { tablesRecoverToAnyMoment } from "../../rules/retention/ret-ddb-01";
import { tablesResistDeletion } from "../../rules/retention/ret-ddb-02";
import { streamsOutliveOutages } from "../../rules/retention/ret-kin-01";
import { databasesAreBackedUp } from "../../rules/retention/ret-rds-01";
import { databasesResistDeletion } from "../../rules/retention/ret-rds-02";
import { lockedRecordsCannotBeShortened } from "../../rules/retention/ret-s3-02";
import { uploadsAreAborted } from "../../rules/retention/ret-s3-07";
import type { Pack } from "../pack";

export const retentionPack: Pack = {
  name: "retention",
  description:
    "Records are kept as long as the law asks, no longer than it allows, and nobody can change them before; what is done leaves a log, and what fails comes back",
  rules: [
    [alarmsTellSomebody, "mandatory"],
    [trailsSeeEveryRegion, "mandatory"],
    [trailsProveTheirFiles, "mandatory"],
    [trailsReachLogGroups, "mandatory"],
    [clustersLogTheirControlPlane, "mandatory"],
    [loadBalancersLogRequests, "mandatory"],
    [domainsPublishAuditLogs, "mandatory"],
    [domainsPublishDiagnosticLogs, "advisory"],
    [loadBalancersResistDeletion, "mandatory"],
    [loadBalancersCrossZones, "advisory"],
    [domainsSurviveAZone, "mandatory"],
    [databasesSpanZones, "advisory"],
    [tablesRecoverToAnyMoment, "mandatory"],
    [tablesResistDeletion, "mandatory"],
    [streamsOutliveOutages, "advisory"],
    [databasesAreBackedUp, "mandatory"],
    [databasesResistDeletion, "mandatory"],
    [lockedRecordsCannotBeShortened, "mandatory"],
    [uploadsAreAborted, "advisory"],
  ],
};
